package io.cachewarmer;

import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.cache.redis.FencedWrites;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.Firings;
import io.cachewarmer.ownership.Leases;
import io.cachewarmer.ownership.Membership;
import io.cachewarmer.ownership.Permits;
import io.cachewarmer.ownership.SharedFirings;
import io.cachewarmer.ownership.SharedPermits;
import io.cachewarmer.ownership.redis.NodeLease;
import io.cachewarmer.ownership.redis.RedisLeases;
import io.cachewarmer.redis.Deadlines;
import io.cachewarmer.redis.Guarded;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.RedisUse;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What nodes have in common, and how they keep out of each other's way. Of a node alone: nothing. */
final class ClusterParts {

  private static final String GENERATIONS = "permit:ollama";

  // Nobody waits for a lease, and one whose answer is lost is lost for its whole life.
  private static final Deadlines PATIENT = new Deadlines(
      Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5));

  private record Shared(RedisLinks links, RedisLinks fenced, RedisLeases leases, NodeLease node) {}

  private final Vertx vertx;
  private final Config config;
  private final Clustering clustering;
  private final Optional<Shared> shared;

  ClusterParts(Clustering clustering, Config config, Clock clock, Telemetry telemetry) {
    this.vertx = clustering.vertx();
    this.config = config;
    this.clustering = clustering;
    this.shared = config.redis().url().isEmpty()
        ? Optional.empty()
        : clustering.membership().map(known -> shared(known.self(), clock, telemetry));
  }

  private Shared shared(String self, Clock clock, Telemetry telemetry) {
    var links = links(RedisUse.LEASES, PATIENT, clock, telemetry);
    var fenced = links(RedisUse.FENCED, Deadlines.standard(), clock, telemetry);
    var leases = new RedisLeases(vertx, links, config.redis().keyPrefix(), self);
    return new Shared(links, fenced, leases, new NodeLease(vertx, leases, clock, self));
  }

  private RedisLinks links(RedisUse use, Deadlines deadlines, Clock clock, Telemetry telemetry) {
    return new RedisLinks(
        vertx, config.redis(), use, deadlines, clock, telemetry, new SplittableRandom());
  }

  /** How warmed values are written where a node may have been given up; empty for a node alone. */
  Optional<FencedWrites> fencedWrites() {
    return shared.map(one -> new FencedWrites(one.node, new Guarded(vertx, one.fenced.link())));
  }

  /** Asks whether most of the listed nodes are here; empty where none is listed. */
  Optional<Supplier<Future<Void>>> question() {
    int listed = config.cluster().members().size();
    return listed == 0
        ? Optional.empty()
        : clustering.membership().map(known -> () -> ask(known, listed));
  }

  private static Future<Void> ask(Membership known, int listed) {
    return known.isMajority()
        ? Future.succeededFuture()
        : Future.failedFuture(
            new StoreUnavailable(
                "only "
                    + known.nodes().size()
                    + " of "
                    + listed
                    + " listed nodes are here; see CACHE_WARMER_CLUSTER_MEMBERS and the network between them"));
  }

  Firings firings() {
    return clustering
        .membership()
        .<Firings>map(known -> new SharedFirings(leases(), known))
        .orElseGet(Firings::alone);
  }

  /** For generations of warming; a node alone keeps its limit by itself. */
  Permits generations() {
    return clustering
        .membership()
        .<Permits>map(known -> new SharedPermits(
            vertx,
            leases(),
            known,
            GENERATIONS,
            config.ollama().warmConcurrency(),
            new SplittableRandom()))
        .orElseGet(Permits::unlimited);
  }

  private Optional<Leases> leases() {
    return shared.map(Shared::leases);
  }

  /** Completes when what is warmed can be kept, or Redis is away. */
  Future<Void> start() {
    return shared.map(one -> one.node.start()).orElseGet(Future::succeededFuture);
  }

  Future<Void> close() {
    return shared
        .map(one -> Future.join(one.links.close(), one.fenced.close()).<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }
}
