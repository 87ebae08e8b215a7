package io.cachewarmer.popularity;

/**
 * Exponential forgetting by elapsed time. Nothing ticks in the background: a value is brought forward
 * only when it is read or added to, so that cold keys cost nothing.
 *
 * @param perMilli rate of decay, in 1/ms; 0 = nothing is forgotten
 */
record Decay(double perMilli) {

  private static final double DAY = 86_400_000;

  /** Leaves that share of a value after a day; 0 &lt; factor &lt;= 1. */
  static Decay perDay(double factor) {
    return new Decay(-Math.log(factor) / DAY);
  }

  static Decay halving(long halfLifeMillis) {
    return new Decay(Math.log(2) / halfLifeMillis);
  }

  static Decay none() {
    return new Decay(0);
  }

  /** What is left of 1 after that span; a clock that steps backwards decays nothing. */
  double over(long fromMillis, long toMillis) {
    return toMillis <= fromMillis ? 1 : Math.exp(-perMilli * (toMillis - fromMillis));
  }

  /** Days listened to, each day weighing what is left of a count made in it. */
  double exposureDays(long fromMillis, long toMillis) {
    double span = Math.max(0, toMillis - fromMillis);
    double listened = perMilli == 0 ? span : -Math.expm1(-perMilli * span) / perMilli;
    return listened / DAY;
  }
}
