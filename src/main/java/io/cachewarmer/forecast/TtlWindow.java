package io.cachewarmer.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * How much of each hour of the day lies in a stretch of time, weekday factors included; so that the
 * integral of any rate over it is a sum of 24 products.
 *
 * <p>Local hours follow the zone's rules: a day of 23 or 25 hours has what its clock shows. Between
 * hour centres the rate is linear, so that it does not jump on the hour.
 */
final class TtlWindow {

  private static final long STEP_MILLIS = 900_000;
  private static final int MOST_STEPS = 700;
  private static final double HOUR_MILLIS = 3_600_000;
  private static final double DAY_MILLIS = 86_400_000;

  private final double[] ahead;
  private final double[] heard;
  private final double exposureDays;
  private final double days;

  private TtlWindow(double[] ahead, double[] heard, double exposureDays, double days) {
    this.ahead = ahead;
    this.heard = heard;
    this.exposureDays = exposureDays;
    this.days = days;
  }

  static TtlWindow of(Moment moment, double[] weekdays, long heardUntil, double exposureDays) {
    long ttl = Math.max(1, moment.ttlMillis());
    double[] even = {1, 1, 1, 1, 1, 1, 1};
    double[] ahead = hours(moment.atMillis(), ttl, moment.zone(), weekdays);
    long span = (long) (Math.min(1, exposureDays) * DAY_MILLIS);
    double[] heard = hours(heardUntil - span, span, moment.zone(), even);
    return new TtlWindow(ahead, heard, exposureDays, ttl / DAY_MILLIS);
  }

  /** The part of a day's requests, so shaped, that falls within the TTL. */
  double share(DayShape shape) {
    return product(shape, ahead);
  }

  /**
   * How many days' worth of requests, so shaped, have been listened to. Within the first day it is the
   * part of the day that was heard: six busy hours are not a quarter of what a day brings.
   */
  double daysSeen(DayShape shape) {
    return exposureDays >= 1 ? exposureDays : Math.max(0.05, product(shape, heard));
  }

  double days() {
    return days;
  }

  private static double product(DayShape shape, double[] hours) {
    double sum = 0;
    for (int h = 0; h < DayShape.HOURS; h++) {
      sum += shape.at(h) * hours[h];
    }
    return sum;
  }

  private static double[] hours(long from, long length, ZoneId zone, double[] weekdays) {
    double[] hours = new double[DayShape.HOURS];
    int steps = (int) Math.max(4, Math.min(MOST_STEPS, length / STEP_MILLIS));
    double step = (double) length / steps;
    for (int i = 0; i < steps; i++) {
      var local =
          ZonedDateTime.ofInstant(Instant.ofEpochMilli((long) (from + (i + 0.5) * step)), zone);
      double weight = step / HOUR_MILLIS * weekdays[local.getDayOfWeek().getValue() - 1];
      double past = (local.getMinute() * 60 + local.getSecond()) / 3600.0 - 0.5;
      int neighbour = Math.floorMod(local.getHour() + (past < 0 ? -1 : 1), DayShape.HOURS);
      hours[local.getHour()] += weight * (1 - Math.abs(past));
      hours[neighbour] += weight * Math.abs(past);
    }
    return hours;
  }
}
