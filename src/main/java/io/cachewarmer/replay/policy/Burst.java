package io.cachewarmer.replay.policy;

import io.cachewarmer.replay.trace.Trace;

/** How many warms may come at once, beyond the budget of the accesses so far. */
public final class Burst {

  private static final long LEAST = 20;
  private static final double DAY = 86_400_000;

  private Burst() {}

  /** The burst of the setting; else half the budget of the trace's mean day, and 20 at least. */
  public static long of(Trace trace, Setting setting) {
    return setting.burst().orElseGet(() -> ofMeanDay(trace, setting.budget()));
  }

  private static long ofMeanDay(Trace trace, double budget) {
    double days = Math.max(1, (trace.timeAt(trace.size() - 1) - trace.timeAt(0)) / DAY);
    return Math.max(LEAST, Math.round(budget * trace.size() / days / 2));
  }
}
