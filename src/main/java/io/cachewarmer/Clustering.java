package io.cachewarmer;

import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.Membership;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.ownership.Solo;
import io.cachewarmer.ownership.hazelcast.Join;
import io.cachewarmer.telemetry.Exposition;
import io.cachewarmer.telemetry.VertxMeters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * This node's Vert.x, and the other nodes if there are any.
 *
 * @param membership empty when this node is alone
 */
record Clustering(Vertx vertx, Ownership ownership, Optional<Membership> membership) {

  // Others that start at the same moment are waited for; one that cannot join is better restarted.
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(60);

  /** Blocks until this node is one of the cluster. */
  static Clustering start(Config config, Exposition exposition) {
    if (!config.cluster().enabled()) {
      var alone = LocalProviders.build(VertxMeters.builder(new VertxOptions(), exposition));
      return new Clustering(alone, new Solo(), Optional.empty());
    }
    return joined(config.cluster(), exposition);
  }

  private static Clustering joined(Config.Cluster config, Exposition exposition) {
    try {
      var joined = Join.cluster(config, options -> VertxMeters.builder(options, exposition))
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST_JOIN.toMillis(), TimeUnit.MILLISECONDS);
      return new Clustering(joined.vertx(), joined.cluster(), Optional.of(joined.cluster()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while joining the cluster", stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("this node could not join the cluster", failed);
    }
  }
}
