package io.cachewarmer.plan.experiment;

import io.cachewarmer.forecast.Arm;

/**
 * Ended trials of one strategy. What is a week old weighs half, so that a strategy is judged by what it does now.
 * Not thread-safe.
 */
final class ArmTally {

  private static final double HALF_LIFE_MILLIS = 7 * 86_400_000.0;

  /** Trials without which nothing is concluded. */
  private static final double LEAST_WARMS = 100;

  private static final double LEAST_HELD_OUT = 30;

  /** Not none: a strategy that gets no warms could never prove itself again. */
  private static final double SMALL_SHARE = .25;

  private double warms;
  private double hits;
  private double heldOut;
  private double heldOutHits;
  private double loadMillis;
  private long asOf;

  void ended(boolean held, boolean hit, double millis, long atMillis) {
    fade(atMillis);
    if (held) {
      heldOut++;
      heldOutHits += hit ? 1 : 0;
    } else {
      warms++;
      hits += hit ? 1 : 0;
      loadMillis += millis;
    }
  }

  ArmResult result(Arm arm, boolean adapts) {
    double with = ratio(hits, warms);
    double without = ratio(heldOutHits, heldOut);
    double lift = heldOut > 0 && warms > 0 ? with - without : 0;
    double deviation = Math.sqrt(variance(with, warms) + variance(without, heldOut));
    boolean judged = warms >= LEAST_WARMS && heldOut >= LEAST_HELD_OUT;
    double share = adapts && judged && lift <= 0 ? SMALL_SHARE : 1;
    return new ArmResult(
        arm, warms, hits, heldOut, heldOutHits, lift, deviation, loadMillis, share);
  }

  private void fade(long atMillis) {
    if (asOf == 0) {
      asOf = atMillis;
    }
    double left = Math.pow(.5, Math.max(0, atMillis - asOf) / HALF_LIFE_MILLIS);
    warms *= left;
    hits *= left;
    heldOut *= left;
    heldOutHits *= left;
    loadMillis *= left;
    asOf = Math.max(asOf, atMillis);
  }

  private static double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }

  private static double variance(double p, double n) {
    return n > 0 ? p * (1 - p) / n : 0;
  }
}
