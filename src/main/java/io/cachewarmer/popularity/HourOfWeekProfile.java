package io.cachewarmer.popularity;

/** Decayed accesses by hour of the week, Monday 0h first. */
public final class HourOfWeekProfile {

  public static final int HOURS = 168;
}
