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
 * @param membership empty when this node is in no cluster
 * @param divided whether other nodes act for some of the keys
 */
record Clustering(
    Vertx vertx, Ownership ownership, Optional<Membership> membership, boolean divided) {

  // Others that start at the same moment are waited for; one that cannot join is better restarted.
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(60);

  /** Blocks until this node is one of the cluster. */
  static Clustering start(Config config, Exposition exposition) {
    if (!config.cluster().enabled()) {
      return new Clustering(local(exposition), new Solo(), Optional.empty(), false);
    }
    return joined(config.cluster(), exposition);
  }

  /** This node in no cluster, and others that act for the keys that are not its own. */
  static Clustering divided(Exposition exposition, Ownership ownership) {
    return new Clustering(local(exposition), ownership, Optional.empty(), true);
  }

  private static Vertx local(Exposition exposition) {
    return LocalProviders.build(VertxMeters.builder(new VertxOptions(), exposition));
  }

  private static Clustering joined(Config.Cluster config, Exposition exposition) {
    try {
      var joined = Join.cluster(config, options -> VertxMeters.builder(options, exposition))
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST_JOIN.toMillis(), TimeUnit.MILLISECONDS);
      return new Clustering(joined.vertx(), joined.cluster(), Optional.of(joined.cluster()), true);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while joining the cluster", stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("this node could not join the cluster", failed);
    }
  }
}
