package io.cachewarmer.cluster;

import io.cachewarmer.bus.ClusterMessage;
import io.cachewarmer.bus.ClusterMessage.Invalidate;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.cache.NearCache;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Context;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells the other nodes what was deleted here, and drops from the near cache what was deleted there. Each
 * message has a number, and each second one tells the last number again: who has missed one drops everything.
 */
final class Invalidations {

  private final EventBus bus;
  private final Context context;
  private final String self;
  private final NearCache near;
  private final LongAdder dropped;
  private final Senders senders = new Senders();
  private long sequence;

  Invalidations(EventBus bus, Context context, String self, NearCache near, Telemetry telemetry) {
    this.bus = bus;
    this.context = context;
    this.self = self;
    this.near = near;
    this.dropped = telemetry.counter(Metric.NEAR_DROPS);
  }

  /** This node may bring other values than were there before, so the others begin anew as well. */
  void start() {
    ClusterTopics.INVALIDATE.subscribe(bus, this::heard);
    near.tell(keys -> context.runOnContext(turn -> tell(keys)));
    tell(List.of());
  }

  /** Shows the others that they have missed nothing, or that they have. */
  void repeat() {
    ClusterTopics.INVALIDATE.publish(bus, new Invalidate(self, sequence, false, List.of()));
  }

  private void tell(Collection<String> keys) {
    if (keys.isEmpty() || keys.size() > ClusterMessage.MOST_KEYS) {
      publish(true, List.of());
    } else {
      // A key that no item can have may be the name of an answer; it is not worth a message of its
      // own.
      try {
        publish(false, new ArrayList<>(keys));
      } catch (IllegalArgumentException notAKey) {
        publish(true, List.of());
      }
    }
  }

  private void publish(boolean everything, List<String> keys) {
    var message = new Invalidate(self, sequence + 1, everything, keys);
    sequence++;
    ClusterTopics.INVALIDATE.publish(bus, message);
  }

  private void heard(Invalidate message) {
    if (message.sender().equals(self)) {
      return;
    }
    if (senders.hasMissed(message)) {
      dropped.increment();
      near.dropAll();
    } else if (message.everything()) {
      near.dropAll();
    } else {
      near.drop(message.keys());
    }
  }
}
