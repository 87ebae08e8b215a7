package io.cachewarmer.warming;

import io.cachewarmer.bus.ClusterMessage.ItemWarmed;
import io.cachewarmer.bus.ClusterMessage.WarmItem;
import io.cachewarmer.bus.ClusterTopic;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks the owners of items to warm them. A load may take long, and so may the answer; one that has left the
 * cluster meanwhile will not give it, and is not waited for. As many are under way as the runs' windows allow. Of
 * one context.
 */
final class OwnersAsked {

  private record Asked(String node, Promise<ItemWarmed> answer) {}

  private final EventBus bus;
  private final Ownership ownership;
  private final Telemetry telemetry;
  private final Set<Asked> waiting = new HashSet<>();

  OwnersAsked(EventBus bus, Ownership ownership, Telemetry telemetry) {
    this.bus = bus;
    this.ownership = ownership;
    this.telemetry = telemetry;
    Topics.MOVED.subscribe(bus, moved -> giveUpWhoLeft());
  }

  Future<ItemWarmed> ask(String node, WarmItem item) {
    var asked = new Asked(node, Promise.promise());
    waiting.add(asked);
    ClusterTopics.WARM_ITEM
        .request(bus, node, item)
        .onComplete(asked.answer::tryComplete, asked.answer::tryFail);
    return asked
        .answer
        .future()
        .onComplete(any -> waiting.remove(asked))
        .onFailure(silent -> telemetry
            .counter(Metric.CLUSTER_REMOTE_FAILURES, ClusterTopic.kind(silent))
            .increment());
  }

  private void giveUpWhoLeft() {
    for (var asked : new ArrayList<>(waiting)) {
      if (!ownership.isHere(asked.node)) {
        asked.answer.tryFail(
            new ReplyException(ReplyFailure.NO_HANDLERS, "the node has left the cluster"));
      }
    }
  }
}
