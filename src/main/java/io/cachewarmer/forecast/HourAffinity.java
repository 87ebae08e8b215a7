package io.cachewarmer.forecast;

import io.cachewarmer.popularity.HourOfWeekProfile;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.BitSet;

/**
 * How much more a key is asked for in the hours that a warm would serve than over its mean week.
 *
 * <p>Two readings, the larger counts: the same hours of any day, and the same hours of this weekday.
 * Both are shrunk by a few pseudo-accesses, so that a single access proves nothing.
 */
final class HourAffinity {

  private static final double HIGH = 1.5;
  private static final double LEAST_ACCESSES = 3;
  private static final double PSEUDO_ACCESSES = 3;
  private static final int MOST_HOURS = 24;
  private static final long HOUR_MILLIS = 3_600_000;

  private final BitSet hoursOfWeek;

  private HourAffinity(BitSet hoursOfWeek) {
    this.hoursOfWeek = hoursOfWeek;
  }

  static HourAffinity of(Moment moment) {
    var hours = new BitSet(HourOfWeekProfile.HOURS);
    long end = moment.atMillis() + Math.min(moment.ttlMillis(), MOST_HOURS * HOUR_MILLIS);
    for (long at = moment.atMillis(); at < end; at += HOUR_MILLIS / 4) {
      var local = ZonedDateTime.ofInstant(Instant.ofEpochMilli(at), moment.zone());
      hours.set((local.getDayOfWeek().getValue() - 1) * 24 + local.getHour());
    }
    return new HourAffinity(hours);
  }

  boolean isHigh(HourOfWeekProfile profile) {
    return profile.total() >= LEAST_ACCESSES && lift(profile) >= HIGH;
  }

  /** 1 = as often as over the mean week. */
  double lift(HourOfWeekProfile profile) {
    double week = 0;
    double day = 0;
    int hours = hoursOfWeek.cardinality();
    for (int h = hoursOfWeek.nextSetBit(0); h >= 0; h = hoursOfWeek.nextSetBit(h + 1)) {
      week += profile.at(h);
      for (int same = h % 24; same < HourOfWeekProfile.HOURS; same += 24) {
        day += profile.at(same);
      }
    }
    return Math.max(
        lift(week, profile.total(), hours / 168.0), lift(day, profile.total(), hours / 24.0));
  }

  private static double lift(double here, double total, double fair) {
    double part = Math.min(1, fair);
    return (here + PSEUDO_ACCESSES * part) / (total + PSEUDO_ACCESSES) / part;
  }
}
