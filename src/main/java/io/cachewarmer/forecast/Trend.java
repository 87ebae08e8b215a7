package io.cachewarmer.forecast;

import io.cachewarmer.popularity.CategoryView;

/**
 * Whether something gets a larger part of the store's requests lately than it used to.
 *
 * <p>Parts are compared, not rates: a rate rises each morning for everything. The recent part is
 * shrunk to the old one by some pseudo-accesses, and a rise needs a number of recent accesses, so that
 * one touch is no trend.
 */
final class Trend {

  static final double RISING = 1.5;
  static final double LEAST_RECENT = 5;
  private static final double PSEUDO_ACCESSES = 20;
  private static final double MOST = 10;

  private final double count;
  private final double recentCount;

  Trend(CategoryView store) {
    count = store.count();
    recentCount = store.recentCount();
  }

  boolean isRising(double itsCount, double itsRecent) {
    return itsRecent >= LEAST_RECENT && rise(itsCount, itsRecent) >= RISING;
  }

  /** Its recent part of all requests over its old one, at most 10; 1 = no change. */
  double rise(double itsCount, double itsRecent) {
    if (itsCount <= 0 || count <= 0) {
      return 1;
    }
    double old = Math.min(1, itsCount / count);
    double recent = (itsRecent + PSEUDO_ACCESSES * old) / (recentCount + PSEUDO_ACCESSES);
    return Math.max(0, Math.min(MOST, recent / old));
  }
}
