package io.cachewarmer.replay.policy;

import io.cachewarmer.replay.trace.Trace;
import java.util.Arrays;

/** When each item is asked for again: what only one knows that has read the whole trace. */
final class NextUses {

  /** The use of a value that expires before it is asked for. */
  static final int NEVER = Integer.MAX_VALUE;

  private final Trace trace;
  private final long ttlMillis;
  private final int[] next;

  NextUses(Trace trace, long ttlMillis) {
    this.trace = trace;
    this.ttlMillis = ttlMillis;
    this.next = new int[trace.size()];
    var upcoming = new int[trace.items()];
    Arrays.fill(upcoming, NEVER);
    for (int i = trace.size() - 1; i >= 0; i--) {
      next[i] = upcoming[trace.itemAt(i)];
      upcoming[trace.itemAt(i)] = i;
    }
  }

  /** The access that a value loaded at that time serves next after the access {@code index}. */
  int after(int index, long loadedAt) {
    int use = next[index];
    return use != NEVER && trace.timeAt(use) - loadedAt < ttlMillis ? use : NEVER;
  }
}
