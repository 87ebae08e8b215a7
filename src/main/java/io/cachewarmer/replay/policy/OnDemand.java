package io.cachewarmer.replay.policy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loads when asked, never before. A full cache lets the first of its order go, never what was just
 * loaded; without a capacity there is nothing to decide.
 */
final class OnDemand implements Policy {

  private final int capacity;
  private final long ttlMillis;
  private final EvictionOrder order;
  private final Decisions decisions;

  /** When the values held were loaded, oldest first. */
  private final LinkedHashMap<String, Long> loads = new LinkedHashMap<>();

  OnDemand(Setting setting, EvictionOrder order, Decisions decisions) {
    this.capacity = setting.capacity().orElse(Integer.MAX_VALUE);
    this.ttlMillis = setting.ttlMillis();
    this.order = order;
    this.decisions = decisions;
  }

  @Override
  public void advance(long toMillis) {}

  @Override
  public void accessed(Access access, boolean hit) {
    if (capacity == Integer.MAX_VALUE) {
      return;
    }
    if (!hit) {
      makeRoom(access.atMillis());
      loads.put(access.item(), access.atMillis());
    }
    order.accessed(access.item());
  }

  private void makeRoom(long now) {
    dropExpired(now);
    if (loads.size() == capacity) {
      String victim = order.victim();
      loads.remove(victim);
      order.removed(victim);
      decisions.evict(victim, now);
    }
  }

  private void dropExpired(long now) {
    Iterator<Map.Entry<String, Long>> oldest = loads.entrySet().iterator();
    while (oldest.hasNext()) {
      var load = oldest.next();
      if (now - load.getValue() < ttlMillis) {
        return;
      }
      oldest.remove();
      order.removed(load.getKey());
    }
  }
}
