package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How much more is asked for on a weekday than on a mean day, Monday first; 1 for all until a week and
 * a half has been heard.
 *
 * <p>Counts are decayed, so yesterday weighs more than the same weekday's neighbours of last week; each
 * weekday is divided by its own decayed exposure, else the factor would only mirror the calendar.
 */
final class WeekdayFactors {

  private static final double DAYS_NEEDED = 9;
  private static final double LEAST = 0.2;
  private static final double MOST = 3;
  private static final int LOOK_BACK = 120;
  private static final double DAY_MILLIS = 86_400_000;

  private WeekdayFactors() {}

  static double[] of(DemandSnapshot demand, ZoneId zone, double decayPerDay) {
    double[] factors = {1, 1, 1, 1, 1, 1, 1};
    double daysHeard = daysHeard(demand.exposureDays(), decayPerDay);
    if (daysHeard < DAYS_NEEDED || demand.store().profile().total() <= 0) {
      return factors;
    }
    double[] exposure =
        exposure(demand.atMillis(), zone, Math.min(daysHeard, LOOK_BACK), decayPerDay);
    double[] rates = new double[7];
    double mean = 0;
    for (int day = 0; day < 7; day++) {
      double count = 0;
      for (int h = 0; h < 24; h++) {
        count += demand.store().profile().at(day * 24 + h);
      }
      rates[day] = count / exposure[day];
      mean += rates[day] / 7;
    }
    for (int day = 0; day < 7; day++) {
      factors[day] = Math.max(LEAST, Math.min(MOST, rates[day] / mean));
    }
    return factors;
  }

  /** Undoes the decay: heard T days, the exposure is the integral of decay^age over them. */
  private static double daysHeard(double exposureDays, double decayPerDay) {
    double rate = -Math.log(decayPerDay);
    if (rate < 1e-9) {
      return exposureDays;
    }
    double left = 1 - exposureDays * rate;
    return left <= 1e-6 ? LOOK_BACK : -Math.log(left) / rate;
  }

  private static double[] exposure(long at, ZoneId zone, double days, double decayPerDay) {
    double[] exposure = new double[7];
    double begin = at - days * DAY_MILLIS;
    long to = at;
    while (to > begin) {
      var last = ZonedDateTime.ofInstant(Instant.ofEpochMilli(to - 1), zone);
      long midnight = last.truncatedTo(ChronoUnit.DAYS).toInstant().toEpochMilli();
      long from = (long) Math.max(Math.min(midnight, to - 1), begin);
      double age = (at - (from + to) / 2.0) / DAY_MILLIS;
      exposure[last.getDayOfWeek().getValue() - 1] +=
          (to - from) / DAY_MILLIS * Math.pow(decayPerDay, age);
      to = from;
    }
    return exposure;
  }
}
