package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.trace.Trace;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Loading on demand into unlimited memory, from the start of the trace: what warming is measured
 * against.
 */
public final class Baseline {

  private Baseline() {}

  /** Which accesses are hits. */
  public static BitSet hits(Trace trace, long ttlMillis) {
    var hits = new BitSet(trace.size());
    var expiry = new long[trace.items()];
    Arrays.fill(expiry, Long.MIN_VALUE);
    for (int i = 0; i < trace.size(); i++) {
      int item = trace.itemAt(i);
      if (trace.timeAt(i) < expiry[item]) {
        hits.set(i);
      } else {
        expiry[item] = trace.timeAt(i) + ttlMillis;
      }
    }
    return hits;
  }
}
