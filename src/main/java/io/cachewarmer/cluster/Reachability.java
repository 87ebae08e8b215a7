package io.cachewarmer.cluster;

import io.cachewarmer.bus.ClusterMessage.Heeded;
import io.cachewarmer.bus.ClusterMessage.Ping;
import io.cachewarmer.bus.ClusterTopic.Served;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.telemetry.Readiness;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks itself over the cluster. A node's addresses can vanish from the others' tables (after a split, or when
 * many start at once) while the node believes that it listens; it then listens anew, and gets no traffic until
 * it hears itself again.
 */
final class Reachability {

  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
  private static final int MOST_MISSES = 3;

  private final EventBus bus;
  private final String self;
  private final Readiness readiness;
  private Served served;
  private int misses;

  Reachability(EventBus bus, String self, Readiness readiness) {
    this.bus = bus;
    this.self = self;
    this.readiness = readiness;
    this.served = listen();
  }

  Future<Void> known() {
    return served.known();
  }

  boolean isDeaf() {
    return misses >= MOST_MISSES;
  }

  void look() {
    ClusterTopics.PING.request(bus, self, new Ping()).onComplete(heard -> back(), lost -> missed());
  }

  private void back() {
    if (isDeaf()) {
      LOG.info("The cluster can reach this node again");
    }
    misses = 0;
    readiness.reachable(true);
  }

  private void missed() {
    misses++;
    if (misses < MOST_MISSES) {
      return;
    }
    if (misses == MOST_MISSES) {
      LOG.warn("The cluster cannot reach this node; listening anew");
    }
    readiness.reachable(false);
    var before = served;
    before.end().onComplete(ended -> served = listen());
  }

  private Served listen() {
    return ClusterTopics.PING.serve(bus, self, ping -> Future.succeededFuture(new Heeded()));
  }
}
