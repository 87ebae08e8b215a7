package io.cachewarmer.cluster;

import io.cachewarmer.bus.ClusterTopic;
import io.cachewarmer.bus.NodeMessage.Moved;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.NearCache;
import io.cachewarmer.ownership.Membership;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Readiness;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches over this node's place in the cluster. Deployed only where there is one, once. */
public final class ClusterVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterVerticle.class);
  private static final long LOOK_MILLIS = 10_000;
  private static final long GLANCE_MILLIS = 1_000;
  // Migrations end in several steps, and one plan for all of them is enough.
  private static final long SETTLING_MILLIS = 500;

  private final Membership membership;
  private final boolean sharedStore;
  private final Optional<NearCache> near;
  private final Readiness readiness;
  private final Telemetry telemetry;
  private List<Membership.Node> nodes = List.of();
  private boolean settling;

  /**
   * @param sharedStore whether all nodes keep what they warm in one store
   * @param near empty when there is no heap in front of the shared store
   */
  public ClusterVerticle(
      Membership membership,
      boolean sharedStore,
      Optional<NearCache> near,
      Readiness readiness,
      Telemetry telemetry) {
    this.membership = membership;
    this.sharedStore = sharedStore;
    this.near = near;
    this.readiness = readiness;
    this.telemetry = telemetry;
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    var reachability = new Reachability(bus, membership, readiness);
    var invalidations =
        near.map(store -> new Invalidations(bus, context, membership.self(), store, telemetry));
    telemetry.gauge(Metric.CLUSTER_MEMBERS, () -> membership.nodes().size());
    telemetry.gauge(Metric.CLUSTER_OWNED_SHARE, membership::ownedShare);
    telemetry.gauge(Metric.CLUSTER_DEAF, () -> reachability.isDeaf() ? 1 : 0);
    telemetry.total(Metric.CLUSTER_MIGRATIONS, membership::moves);
    ClusterTopic.KINDS.forEach(kind -> telemetry.counter(Metric.CLUSTER_REMOTE_FAILURES, kind));
    invalidations.ifPresent(Invalidations::start);
    if (sharedStore) {
      new Emptying(bus, membership.self()).start();
    }
    membership.onMoved(() -> context.runOnContext(turn -> moved()));
    vertx.setPeriodic(LOOK_MILLIS, tick -> reachability.look());
    vertx.setPeriodic(GLANCE_MILLIS, tick -> {
      invalidations.ifPresent(Invalidations::repeat);
      tellWhoIsHere();
    });
    tellWhoIsHere();
    return Future.all(reachability.known(), new Forgetting(bus, membership, telemetry).start());
  }

  private void moved() {
    if (!settling) {
      settling = true;
      vertx.setTimer(SETTLING_MILLIS, timer -> {
        settling = false;
        Topics.MOVED.publish(vertx.eventBus(), new Moved());
      });
    }
  }

  private void tellWhoIsHere() {
    var now = membership.nodes();
    if (!now.equals(nodes)) {
      nodes = now;
      LOG.atInfo()
          .addKeyValue("nodes", now.stream().map(node -> node.address()).toList())
          .log("The nodes of the cluster");
    }
  }
}
