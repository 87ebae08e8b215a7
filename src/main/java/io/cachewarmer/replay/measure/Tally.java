package io.cachewarmer.replay.measure;

import java.util.BitSet;

/** Counts what an evaluated access met and what became of each counted warm. */
final class Tally {

  private final long ttlMillis;
  private final int firstEvaluated;
  private final long countedFrom;
  private final BitSet hits;

  /** Items whose last load is a counted warm that nobody has read yet. */
  private final BitSet unread = new BitSet();

  /** The same of the value that still serves during the millisecond of a warm. */
  private final BitSet unreadBefore = new BitSet();

  private long evaluatedHits;
  private long staleServed;
  private long warms;
  private long useful;

  Tally(int accesses, long ttlMillis, int firstEvaluated, long countedFrom) {
    this.hits = new BitSet(accesses);
    this.ttlMillis = ttlMillis;
    this.firstEvaluated = firstEvaluated;
    this.countedFrom = countedFrom;
  }

  /** The access was served by a value of that load time. */
  void hit(int index, int item, long loadedAt, long now, boolean beingWarmed) {
    hits.set(index);
    if (index >= firstEvaluated) {
      evaluatedHits++;
      staleServed += loadedAt > now || now - loadedAt >= ttlMillis ? 1 : 0;
    }
    var flags = beingWarmed ? unreadBefore : unread;
    if (flags.get(item)) {
      flags.clear(item);
      useful++;
    }
  }

  void miss(int item, boolean beingWarmed) {
    (beingWarmed ? unreadBefore : unread).clear(item);
  }

  void warm(int item, long atMillis, boolean beingWarmed) {
    if (!beingWarmed) {
      unreadBefore.set(item, unread.get(item));
    }
    boolean counted = atMillis >= countedFrom;
    unread.set(item, counted);
    warms += counted ? 1 : 0;
  }

  void evicted(int item) {
    unread.clear(item);
  }

  BitSet hits() {
    return hits;
  }

  long evaluatedHits() {
    return evaluatedHits;
  }

  long staleServed() {
    return staleServed;
  }

  long warms() {
    return warms;
  }

  long useful() {
    return useful;
  }
}
