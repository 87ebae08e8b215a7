package io.cachewarmer.forecast.rate;

import io.cachewarmer.forecast.State;

/**
 * How much busier than a mean day each weekday is: accesses of the weekday over the time listened to on
 * it, both forgotten alike, else the factor would only mirror the calendar.
 */
final class WeekRhythm {

  private static final double HALF_LIFE_DAYS = 14;
  private static final double DAYS_NEEDED = 9;
  private static final double LEAST = .2;
  private static final double MOST = 3;

  private final double[] counts = new double[7];
  private final double[] exposure = new double[7];
  private final double[] factors = {1, 1, 1, 1, 1, 1, 1};
  private long first = Long.MIN_VALUE;
  private long upTo;
  private int version;

  void add(long localMillis) {
    if (first == Long.MIN_VALUE) {
      first = localMillis;
      upTo = localMillis;
    }
    listenTo(localMillis);
    counts[LocalTime.weekday(LocalTime.day(localMillis))]++;
  }

  /** Near 1; exactly 1 before nine days were heard. */
  double factor(int weekday) {
    return factors[weekday];
  }

  /** Another number whenever a factor may have changed. */
  int version() {
    return version;
  }

  private void listenTo(long localMillis) {
    while (upTo < localMillis) {
      int day = LocalTime.day(upTo);
      long end = Math.min(localMillis, (day + 1L) * LocalTime.DAY);
      exposure[LocalTime.weekday(day)] += (double) (end - upTo) / LocalTime.DAY;
      upTo = end;
      if (end == (day + 1L) * LocalTime.DAY) {
        endOfDay();
      }
    }
  }

  private void endOfDay() {
    double left = Math.pow(0.5, 1 / HALF_LIFE_DAYS);
    for (int d = 0; d < 7; d++) {
      counts[d] *= left;
      exposure[d] *= left;
    }
    if (upTo - first < DAYS_NEEDED * LocalTime.DAY) {
      return;
    }
    version++;
    double mean = 0;
    for (int d = 0; d < 7; d++) {
      mean += counts[d] / Math.max(1e-3, exposure[d]) / 7;
    }
    for (int d = 0; d < 7; d++) {
      double rate = counts[d] / Math.max(1e-3, exposure[d]);
      factors[d] = mean > 0 ? Math.max(LEAST, Math.min(MOST, rate / mean)) : 1;
    }
  }

  void state(State state) {
    state.reals(counts, 7);
    state.reals(exposure, 7);
    state.reals(factors, 7);
    first = state.whole(first);
    upTo = state.whole(upTo);
    version++;
  }
}
