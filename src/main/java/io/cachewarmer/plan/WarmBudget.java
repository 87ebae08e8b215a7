package io.cachewarmer.plan;

import java.util.concurrent.TimeUnit;

/**
 * Warms that prediction may still spend: a token bucket that earns a fixed number of warms with each
 * access heard. One owner; not thread-safe.
 *
 * <p>In any stretch of time prediction spends at most budget x accesses + one burst. A burst is half
 * the budget of a mean day, at least 20 warms: opening hours are worth a burst, and a tight bucket
 * would drop warms by when they come instead of by what they are worth.
 */
public final class WarmBudget {

  static final double LEAST_BURST = 20;

  private static final double DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final double warmsPerAccess;
  private double tokens = LEAST_BURST;
  private long accesses;
  private long spent;
  private long spentApart;
  private long firstHeardMillis = Long.MAX_VALUE;
  private long lastHeardMillis = Long.MIN_VALUE;

  /** @param warmsPerAccess finite and not negative; 0 leaves prediction its first burst only */
  public WarmBudget(double warmsPerAccess) {
    if (!(warmsPerAccess >= 0 && warmsPerAccess < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("warms per access must be 0 or more: " + warmsPerAccess);
    }
    this.warmsPerAccess = warmsPerAccess;
  }

  /** Earns for that many accesses. */
  public void heard(long heard, long nowMillis) {
    firstHeardMillis = Math.min(firstHeardMillis, nowMillis);
    lastHeardMillis = Math.max(lastHeardMillis, nowMillis);
    accesses += heard;
    tokens = Math.min(burst(), tokens + warmsPerAccess * heard);
  }

  /** Whole warms that may be spent now. */
  public long left() {
    return Math.max(0, (long) Math.floor(tokens + 1e-9));
  }

  /**
   * Pays for warms that prediction chose.
   *
   * @return how many of them are paid for: fewer when not so many are left
   */
  public int spend(int warms) {
    int paid = (int) Math.min(Math.max(0, warms), left());
    tokens -= paid;
    spent += paid;
    return paid;
  }

  /** Warms that others have made from the same budget, told late: they may exceed what was left then. */
  public void spentElsewhere(int warms) {
    tokens -= Math.max(0, warms);
    spent += Math.max(0, warms);
  }

  /** Counts warms that somebody asked for; they cost prediction nothing. */
  public void spendApart(int warms) {
    spentApart += Math.max(0, warms);
  }

  public Plan.BudgetView view() {
    return new Plan.BudgetView(warmsPerAccess, accesses, spent, spentApart, left());
  }

  /** The most that may be saved up. Before a day is over it is not taken for a busier one. */
  private double burst() {
    double days = Math.max(1, (lastHeardMillis - firstHeardMillis) / DAY_MILLIS);
    return Math.max(LEAST_BURST, warmsPerAccess * accesses / days / 2);
  }
}
