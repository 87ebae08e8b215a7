package io.cachewarmer.popularity;

import java.util.Arrays;

/** Decayed accesses by hour of the week, Monday 0h first. Immutable. */
public final class HourOfWeekProfile {

  public static final int HOURS = 168;
  public static final HourOfWeekProfile EMPTY = new HourOfWeekProfile(new float[HOURS]);

  private final float[] counts;
  private final float total;

  private HourOfWeekProfile(float[] counts) {
    this.counts = counts;
    float sum = 0;
    for (float count : counts) {
      sum += count;
    }
    total = sum;
  }

  public static HourOfWeekProfile fromArray(float[] counts) {
    return new HourOfWeekProfile(Arrays.copyOf(counts, HOURS));
  }

  public float at(int hourOfWeek) {
    return counts[hourOfWeek];
  }

  public float total() {
    return total;
  }

  public float[] toArray() {
    return counts.clone();
  }
}
