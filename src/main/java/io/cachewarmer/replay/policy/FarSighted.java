package io.cachewarmer.replay.policy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The values held by one that knows the future. By Belady's rule the value whose next use is
 * farthest leaves first, and one that expires before its next use counts as never used. Times do
 * not go backwards.
 */
final class FarSighted {

  private record Held(int item, int nextUse) {}

  private record Load(int item, long atMillis) {}

  private static final long NOT_HELD = Long.MIN_VALUE;

  private final long ttlMillis;
  private final int capacity;
  private final long[] loadedAt;
  private final int[] nextUses;
  private final TreeSet<Held> byNextUse =
      new TreeSet<>(Comparator.comparingInt(Held::nextUse).thenComparingInt(Held::item));
  private final ArrayDeque<Load> loads = new ArrayDeque<>();

  FarSighted(int items, Setting setting) {
    this.ttlMillis = setting.ttlMillis();
    this.capacity = setting.capacity().orElse(Integer.MAX_VALUE);
    this.loadedAt = new long[items];
    this.nextUses = new int[items];
    Arrays.fill(loadedAt, NOT_HELD);
  }

  boolean isFresh(int item, long now) {
    return loadedAt[item] != NOT_HELD && now - loadedAt[item] < ttlMillis;
  }

  long loadedAt(int item) {
    return loadedAt[item];
  }

  /** Whether a load now would push out something that is used sooner than the item, or the item. */
  boolean hasRoomFor(int item, int nextUse, long now) {
    dropExpired(now);
    return loadedAt[item] != NOT_HELD
        || byNextUse.size() < capacity
        || byNextUse.last().nextUse() > nextUse;
  }

  /** Holds a value just loaded; tells what leaves for it, which may be itself. */
  OptionalInt load(int item, int nextUse, long now) {
    dropExpired(now);
    remove(item);
    loadedAt[item] = now;
    nextUses[item] = nextUse;
    if (capacity == Integer.MAX_VALUE) {
      return OptionalInt.empty();
    }
    loads.add(new Load(item, now));
    byNextUse.add(new Held(item, nextUse));
    if (byNextUse.size() <= capacity) {
      return OptionalInt.empty();
    }
    int victim = byNextUse.last().item();
    remove(victim);
    return OptionalInt.of(victim);
  }

  /** A value held was read, and has another next use. */
  void read(int item, int nextUse) {
    if (capacity != Integer.MAX_VALUE && loadedAt[item] != NOT_HELD) {
      byNextUse.remove(new Held(item, nextUses[item]));
      nextUses[item] = nextUse;
      byNextUse.add(new Held(item, nextUse));
    }
  }

  private void dropExpired(long now) {
    while (!loads.isEmpty() && now - loads.getFirst().atMillis() >= ttlMillis) {
      Load oldest = loads.removeFirst();
      if (loadedAt[oldest.item()] == oldest.atMillis()) {
        remove(oldest.item());
      }
    }
  }

  private void remove(int item) {
    byNextUse.remove(new Held(item, nextUses[item]));
    loadedAt[item] = NOT_HELD;
  }
}
