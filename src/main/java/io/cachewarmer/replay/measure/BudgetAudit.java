package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Watches that warms keep to the budget: since the start, and in the five minutes before each warm,
 * no more than the budget of the accesses and one burst.
 */
final class BudgetAudit {

  private static final long WINDOW_MILLIS = 300_000;

  private final Trace trace;
  private final double budget;
  private final long burst;
  private final LoadQueue recent = new LoadQueue();
  private int oldestAccess;
  private long warms;
  private double worstSinceStart;
  private double worstInWindow;

  BudgetAudit(Trace trace, double budget, long burst) {
    this.trace = trace;
    this.budget = budget;
    this.burst = burst;
  }

  /** A warm after that many accesses. */
  void warmed(int item, long atMillis, int accesses) {
    warms++;
    recent.add(item, atMillis);
    while (recent.oldestTime() <= atMillis - WINDOW_MILLIS) {
      recent.poll();
    }
    while (oldestAccess < accesses && trace.timeAt(oldestAccess) <= atMillis - WINDOW_MILLIS) {
      oldestAccess++;
    }
    worstSinceStart = Math.max(worstSinceStart, warms - budget * accesses);
    worstInWindow = Math.max(worstInWindow, recent.size() - budget * (accesses - oldestAccess));
  }

  /** What was spent beyond the budget, in sentences; nothing when it was kept. */
  List<String> complaints(double warmsPerAccess) {
    var all = new ArrayList<String>();
    if (warmsPerAccess > budget) {
      all.add(
          String.format(Locale.ROOT, "%.4f warms per access, budget %.4f", warmsPerAccess, budget));
    }
    complain(all, "since the start", worstSinceStart);
    complain(all, "within five minutes", worstInWindow);
    return all;
  }

  private void complain(List<String> all, String when, double beyond) {
    if (beyond > burst) {
      all.add(String.format(
          Locale.ROOT, "%.0f warms beyond the budget %s, burst %d", beyond, when, burst));
    }
  }
}
