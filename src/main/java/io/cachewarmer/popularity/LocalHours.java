package io.cachewarmer.popularity;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The hour of the week in a zone, Monday 0h = 0. Remembers the last quarter of an hour: events come
 * nearly in order, and a zone's rules cost more than all the rest of counting. Not thread-safe.
 */
final class LocalHours {

  // Every offset in use is a multiple of it, so a local hour never begins within one.
  private static final long QUARTER = 900_000;

  private final ZoneId zone;
  private long quarter = Long.MIN_VALUE;
  private int hour;

  LocalHours(ZoneId zone) {
    this.zone = zone;
  }

  int at(long millis) {
    long asked = Math.floorDiv(millis, QUARTER);
    if (asked != quarter) {
      var local = Instant.ofEpochMilli(millis).atZone(zone);
      hour = (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
      quarter = asked;
    }
    return hour;
  }
}
