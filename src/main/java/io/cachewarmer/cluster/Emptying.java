package io.cachewarmer.cluster;

import io.cachewarmer.bus.ClusterMessage.StoreEmptied;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.bus.Message.Emptied;
import io.cachewarmer.bus.Topics;
import io.vertx.core.eventbus.EventBus;

/**
 * Tells the other nodes that the store which all share was emptied on purpose. To one that does not hear it, it
 * has lost what was warmed, and what was dropped is warmed again at once.
 */
final class Emptying {

  private final EventBus bus;
  private final String self;

  Emptying(EventBus bus, String self) {
    this.bus = bus;
    this.self = self;
  }

  void start() {
    Topics.EMPTIED.subscribe(bus, emptied -> {
      if (emptied.here()) {
        ClusterTopics.EMPTIED.publish(bus, new StoreEmptied(self));
      }
    });
    ClusterTopics.EMPTIED.subscribe(bus, told -> {
      if (!told.sender().equals(self)) {
        Topics.EMPTIED.publish(bus, new Emptied(false));
      }
    });
  }
}
