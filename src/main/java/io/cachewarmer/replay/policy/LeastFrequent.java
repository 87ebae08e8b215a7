package io.cachewarmer.replay.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * LFU: what was asked for least often since the start leaves, of equals the one not asked for
 * longest. The counts are exact and outlive the stay in the cache.
 */
final class LeastFrequent implements EvictionOrder {

  /** How often an item was asked for, and as which access of all the last time. */
  private record Use(String item, long count, long last) {}

  private final Map<String, Use> uses = new HashMap<>();
  private final TreeSet<Use> held =
      new TreeSet<>(Comparator.comparingLong(Use::count).thenComparingLong(Use::last));
  private long accesses;

  @Override
  public void accessed(String item) {
    Use before = uses.get(item);
    long count = 1;
    if (before != null) {
      held.remove(before);
      count += before.count();
    }
    var now = new Use(item, count, accesses++);
    uses.put(item, now);
    held.add(now);
  }

  @Override
  public void removed(String item) {
    Use use = uses.get(item);
    if (use != null) {
      held.remove(use);
    }
  }

  @Override
  public String victim() {
    return held.first().item();
  }
}
