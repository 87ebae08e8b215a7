package io.cachewarmer.forecast;

import io.cachewarmer.popularity.HourOfWeekProfile;
import java.util.Arrays;

/** How the requests of a day spread over its 24 hours: weights, and the evidence behind them. */
final class DayShape {

  static final int HOURS = 24;
  static final DayShape FLAT = flat();

  private final double[] hours;
  private final double evidence;

  private DayShape(double[] hours, double evidence) {
    this.hours = hours;
    this.evidence = evidence;
  }

  /** The days of a week laid over each other. */
  static DayShape of(HourOfWeekProfile profile) {
    double[] hours = new double[HOURS];
    double total = 0;
    for (int h = 0; h < HourOfWeekProfile.HOURS; h++) {
      hours[h % HOURS] += profile.at(h);
      total += profile.at(h);
    }
    return new DayShape(hours, total);
  }

  /** Shares that add up to 1: own counts plus {@code weight} counts spread as the prior is. */
  DayShape shrunkTo(DayShape prior, double weight) {
    double[] shares = new double[HOURS];
    for (int h = 0; h < HOURS; h++) {
      shares[h] = (hours[h] + weight * prior.hours[h]) / (evidence + weight);
    }
    return new DayShape(shares, 1);
  }

  /** The weight of an hour, 0 to 23. */
  double at(int hour) {
    return hours[hour];
  }

  private static DayShape flat() {
    double[] hours = new double[HOURS];
    Arrays.fill(hours, 1.0 / HOURS);
    return new DayShape(hours, 1);
  }
}
