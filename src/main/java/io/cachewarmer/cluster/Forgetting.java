package io.cachewarmer.cluster;

import io.cachewarmer.bus.ClusterMessage.Forget;
import io.cachewarmer.bus.ClusterMessage.Heeded;
import io.cachewarmer.bus.ClusterTopic;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.bus.Message.ForgetPatterns;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.ownership.Membership;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every node forget what one was told to forget: what another still knows would be back with the next
 * sum of counts. A node is asked twice; one that answers neither time keeps what it knows, and is named.
 */
final class Forgetting {

  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

  private final EventBus bus;
  private final Membership membership;
  private final Telemetry telemetry;

  Forgetting(EventBus bus, Membership membership, Telemetry telemetry) {
    this.bus = bus;
    this.membership = membership;
    this.telemetry = telemetry;
  }

  /** Completes when the other nodes know whom to ask. */
  Future<Void> start() {
    Topics.FORGOT.subscribe(bus, here -> tell());
    return ClusterTopics.FORGET
        .serve(bus, membership.self(), there -> Topics.FORGET
            .request(bus, new ForgetPatterns())
            .map(forgotten -> new Heeded()))
        .known();
  }

  private void tell() {
    membership.nodes().stream()
        .filter(node -> !node.id().equals(membership.self()))
        .forEach(node -> ask(node).recover(first -> ask(node)).onFailure(cause -> LOG.atWarn()
            .addKeyValue("node", node.address())
            .setCause(cause)
            .log("A node could not be told to forget; ask it itself with POST /clear")));
  }

  private Future<Heeded> ask(Membership.Node node) {
    return ClusterTopics.FORGET.request(bus, node.id(), new Forget()).onFailure(cause -> telemetry
        .counter(Metric.CLUSTER_REMOTE_FAILURES, ClusterTopic.kind(cause))
        .increment());
  }
}
