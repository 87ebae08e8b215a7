package io.cachewarmer.popularity;

/** Decayed accesses by hour of the week, Monday 0h first. */
public final class HourOfWeekProfile {

  public static final int HOURS = 168;

  private final float[] hours;

  private HourOfWeekProfile(float[] hours) {
    this.hours = hours;
  }

  public static HourOfWeekProfile fromArray(float[] hours) {
    if (hours.length != HOURS) {
      throw new IllegalArgumentException("a profile has " + HOURS + " hours, not " + hours.length);
    }
    return new HourOfWeekProfile(hours.clone());
  }

  public float[] toArray() {
    return hours.clone();
  }
}
