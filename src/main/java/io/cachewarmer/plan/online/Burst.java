package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.State;

/**
 * How much may be spent at once: in any five minutes no more than the budget of their accesses and one burst.
 * A burst is half the budget of a mean day, as far as that is known, and at least twenty warms. Not
 * thread-safe.
 */
public final class Burst {

  static final double LEAST = 20;

  /** Of the half day that is allowed, as a mean over few days may be too large. */
  private static final double SHARE_OF_DAY = .4;

  private static final long MINUTE = 60_000;
  private static final int WINDOW = 5;
  private static final double DAY = 86_400_000;

  private final double budget;
  private final double fixed;
  private final long[] accesses = new long[WINDOW + 1];
  private final long[] warms = new long[WINDOW + 1];
  private long minute = Long.MIN_VALUE;
  private long heard;
  private long first = Long.MIN_VALUE;
  private long latest;

  /** @param fixed warms in a burst; 0 = from the mean day */
  public Burst(double budget, double fixed) {
    this.budget = budget;
    this.fixed = fixed;
  }

  /** Warms. */
  public double size() {
    return fixed > 0 ? fixed : Math.max(LEAST, SHARE_OF_DAY * budget * accessesPerDay());
  }

  /** Of the days so far; before the first is over, what was heard in it. */
  double accessesPerDay() {
    return heard / Math.max(1, (latest - first) / DAY);
  }

  void accessed(long atMillis) {
    if (first == Long.MIN_VALUE) {
      first = atMillis;
    }
    latest = Math.max(latest, atMillis);
    heard++;
    moveTo(atMillis);
    accesses[(int) (minute % accesses.length)]++;
  }

  void warmed(long atMillis) {
    moveTo(atMillis);
    warms[(int) (minute % warms.length)]++;
  }

  /** One of the latest warms was not made. */
  void returned(long atMillis) {
    moveTo(atMillis);
    int slot = (int) Math.floorMod(minute, (long) warms.length);
    warms[slot] = Math.max(0, warms[slot] - 1);
  }

  /**
   * Five minutes may begin in each of the last six: counts the warms from the begin of that minute on, and the
   * accesses after its end, which are surely meant.
   */
  boolean allows(long atMillis) {
    moveTo(atMillis);
    double most = size();
    long spent = 1;
    long earned = 0;
    for (int age = 0; age <= WINDOW; age++) {
      int slot = (int) Math.floorMod(minute - age, (long) warms.length);
      spent += warms[slot];
      if (spent > budget * earned + most) {
        return false;
      }
      earned += accesses[slot];
    }
    return true;
  }

  private void moveTo(long atMillis) {
    long now = Math.max(minute, Math.floorDiv(atMillis, MINUTE));
    long passed = minute == Long.MIN_VALUE ? warms.length : Math.min(warms.length, now - minute);
    for (long m = now - passed + 1; m <= now; m++) {
      int slot = (int) Math.floorMod(m, (long) warms.length);
      warms[slot] = 0;
      accesses[slot] = 0;
    }
    minute = now;
  }

  void state(State state) {
    state.longs(accesses, accesses.length);
    state.longs(warms, warms.length);
    minute = state.whole(minute);
    heard = state.whole(heard);
    first = state.whole(first);
    latest = state.whole(latest);
  }
}
