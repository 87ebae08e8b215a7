package io.cachewarmer.popularity;

/**
 * How much a key deserves to be kept warm, 0 to 1: frequent, recent, slow and missed scores high.
 *
 * <p>A fast key that the cache answers anyway gains nothing by warming, however often it is asked
 * for; a slow key that always misses gains most. The four terms add up to at most 1, and each has a
 * knee instead of an edge, so that no single access decides.
 */
public final class ImportanceScore {

  private static final double FREQUENCY = 0.40;
  private static final double RECENCY = 0.20;
  private static final double SLOWNESS = 0.25;
  private static final double MISSES = 0.15;

  private static final double KNEE_COUNT = 2;
  private static final double KNEE_MILLIS = 100;
  private static final Decay FRESHNESS = Decay.halving(86_400_000);

  private ImportanceScore() {}

  /**
   * The sum of four terms.
   *
   * <ul>
   *   <li>frequency, at most .40: {@code count / (count + 2)}, so that five accesses are 5/7 of it;
   *   <li>recency, at most .20: halves with every 24 hours since the last access;
   *   <li>slowness, at most .25: {@code load / (load + 100 ms)}, half of it at 100 ms;
   *   <li>misses, at most .15: the share of accesses that no cache answered.
   * </ul>
   *
   * @param count decayed accesses
   * @param ageMillis since the last access; a negative age counts as none
   */
  public static double of(double count, long ageMillis, double loadMillis, double hitShare) {
    return FREQUENCY * count / (count + KNEE_COUNT)
        + RECENCY * FRESHNESS.over(0, ageMillis)
        + SLOWNESS * loadMillis / (loadMillis + KNEE_MILLIS)
        + MISSES * (1 - hitShare);
  }
}
