package io.cachewarmer.cluster;

import io.cachewarmer.bus.ClusterMessage.Heeded;
import io.cachewarmer.bus.ClusterMessage.Ping;
import io.cachewarmer.bus.ClusterMessage.Reach;
import io.cachewarmer.bus.ClusterMessage.Reached;
import io.cachewarmer.bus.ClusterTopic;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.bus.NodeMessage.Unheard;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.ownership.Membership;
import io.cachewarmer.telemetry.Readiness;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has another node ask this one over the cluster. A node's addresses can vanish from the others' tables (after a
 * split, or when many start at once) while it believes that it listens; asking itself it would not notice, as it
 * finds itself without them. It then listens anew, to everything, and gets no traffic until it is heard again.
 */
final class Reachability {

  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
  private static final int MOST_MISSES = 3;

  private final EventBus bus;
  private final Membership membership;
  private final Readiness readiness;
  private final Future<Void> known;
  private int turn;
  private int misses;
  private int silences;

  Reachability(EventBus bus, Membership membership, Readiness readiness) {
    this.bus = bus;
    this.membership = membership;
    this.readiness = readiness;
    var self = membership.self();
    var listens = ClusterTopics.PING.serve(bus, self, ping -> Future.succeededFuture(new Heeded()));
    var asks = ClusterTopics.REACH.serve(bus, self, this::reach);
    known = Future.all(listens.known(), asks.known()).mapEmpty();
  }

  Future<Void> known() {
    return known;
  }

  boolean isDeaf() {
    return misses >= MOST_MISSES;
  }

  /**
   * Completes when it is known whether another node reaches this one, or that none can tell; never fails. A node
   * that does not answer says nothing of this one, and the next look asks the next; when nobody can be asked for
   * long, it may be all of them that are not found, and this one, too, listens anew.
   */
  Future<Void> look() {
    var others = membership.nodes().stream()
        .filter(node -> !node.id().equals(membership.self()))
        .toList();
    if (others.isEmpty()) {
      back();
      return Future.succeededFuture();
    }
    turn++;
    var other = others.get(Math.floorMod(turn, others.size())).id();
    return ClusterTopics.REACH
        .request(bus, other, new Reach(membership.self()))
        .onSuccess(told -> {
          silences = 0;
          if (told.there()) {
            back();
          } else {
            missed();
          }
        })
        .onFailure(silent -> silent(silent, others.size()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Reached> reach(Reach asked) {
    return ClusterTopics.PING
        .request(bus, asked.node(), new Ping())
        .map(there -> new Reached(true))
        .otherwise(cause -> new Reached(!isSilence(cause)));
  }

  private static boolean isSilence(Throwable cause) {
    var kind = ClusterTopic.kind(cause);
    return kind.equals(ClusterTopic.NO_HANDLERS) || kind.equals(ClusterTopic.TIMEOUT);
  }

  private void silent(Throwable cause, int others) {
    silences += ClusterTopic.kind(cause).equals(ClusterTopic.NO_HANDLERS) ? 1 : 0;
    if (silences >= MOST_MISSES * others) {
      silences = 0;
      Topics.UNHEARD.publish(bus, new Unheard());
    }
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
    Topics.UNHEARD.publish(bus, new Unheard());
  }
}
