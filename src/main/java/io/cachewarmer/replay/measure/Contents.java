package io.cachewarmer.replay.measure;

import java.util.Arrays;

/**
 * What the cache holds: for each item the time of its last load, and, during the very millisecond
 * of a warm, the value that still serves. Times do not go backwards.
 */
final class Contents {

  static final long NONE = Long.MIN_VALUE;

  private final long ttlMillis;
  private final boolean bounded;
  private final long[] loadedAt;
  private final long[] before;
  private final boolean[] warmed;
  private final LoadQueue loads = new LoadQueue();
  private int held;

  /** @param bounded whether anybody will ask how many values are held */
  Contents(int items, long ttlMillis, boolean bounded) {
    this.ttlMillis = ttlMillis;
    this.bounded = bounded;
    this.loadedAt = new long[items];
    this.before = new long[items];
    this.warmed = new boolean[items];
    Arrays.fill(loadedAt, NONE);
  }

  /** When the value was loaded that serves an access now, or {@link #NONE}. */
  long serving(int item, long now) {
    long load = isBeingWarmed(item, now) ? before[item] : loadedAt[item];
    return load != NONE && now - load < ttlMillis ? load : NONE;
  }

  /** Whether a warm of this very millisecond is the last load. */
  boolean isBeingWarmed(int item, long now) {
    return warmed[item] && loadedAt[item] == now;
  }

  /** A miss loads. A warm of the same millisecond comes after it and stays the last load. */
  void miss(int item, long now) {
    if (isBeingWarmed(item, now)) {
      before[item] = now;
    } else {
      load(item, now, false);
    }
  }

  void warm(int item, long now) {
    if (!isBeingWarmed(item, now)) {
      before[item] = loadedAt[item];
      load(item, now, true);
    }
  }

  /** Lets a value go; one that is not held or has expired is gone already. */
  void evict(int item, long now) {
    dropExpired(now);
    if (loadedAt[item] != NONE) {
      loadedAt[item] = NONE;
      held--;
    }
  }

  /** How many unexpired values are held. */
  int held(long now) {
    dropExpired(now);
    return held;
  }

  private void load(int item, long now, boolean byWarm) {
    if (bounded) {
      dropExpired(now);
      held += loadedAt[item] == NONE ? 1 : 0;
      loads.add(item, now);
    }
    loadedAt[item] = now;
    warmed[item] = byWarm;
  }

  private void dropExpired(long now) {
    while (!loads.isEmpty() && now - loads.oldestTime() >= ttlMillis) {
      long loaded = loads.oldestTime();
      int item = loads.poll();
      if (loadedAt[item] == loaded) {
        loadedAt[item] = NONE;
        held--;
      }
    }
  }
}
