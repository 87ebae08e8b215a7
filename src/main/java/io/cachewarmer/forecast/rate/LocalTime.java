package io.cachewarmer.forecast.rate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * Hours and days of a zone, in plain numbers. Remembers the offset of the last quarter of an hour, which
 * no change of an offset divides. Not thread-safe.
 */
final class LocalTime {

  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;

  private static final long QUARTER = 900_000;

  private final ZoneRules rules;
  private long quarter = Long.MIN_VALUE;
  private long offsetMillis;

  LocalTime(ZoneId zone) {
    rules = zone.getRules();
  }

  /** Milliseconds since the local midnight of 1 January 1970. */
  long local(long millis) {
    long asked = Math.floorDiv(millis, QUARTER);
    if (asked != quarter) {
      offsetMillis = 1000L * rules.getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds();
      quarter = asked;
    }
    return millis + offsetMillis;
  }

  static int day(long localMillis) {
    return (int) Math.floorDiv(localMillis, DAY);
  }

  /** Hours since midnight, 0 to below 24. */
  static double hour(long localMillis) {
    return (double) Math.floorMod(localMillis, DAY) / HOUR;
  }

  /** Monday = 0. */
  static int weekday(int localDay) {
    return Math.floorMod(localDay + 3, 7);
  }
}
