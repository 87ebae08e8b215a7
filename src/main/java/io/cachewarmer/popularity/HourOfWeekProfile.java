package io.cachewarmer.popularity;

import java.util.Arrays;

/**
 * Decayed accesses by hour of the week, Monday 0h first. Never changes once it is handed out.
 *
 * <p>Cells that the learner still counts in are shared, not copied, and scaled when read: the learner
 * copies them before it writes again. A key asked for once has one hour only and no cells.
 */
public final class HourOfWeekProfile {

  public static final int HOURS = 168;

  private static final float[] NO_CELLS = {};
  private static final HourOfWeekProfile EMPTY = single(0, 0);

  private final float[] cells;
  private final float scale;
  private final int onlyHour;

  private HourOfWeekProfile(float[] cells, float scale, int onlyHour) {
    this.cells = cells;
    this.scale = scale;
    this.onlyHour = onlyHour;
  }

  public static HourOfWeekProfile empty() {
    return EMPTY;
  }

  /** All accesses in one hour of the week. */
  public static HourOfWeekProfile single(int hour, float count) {
    return new HourOfWeekProfile(NO_CELLS, count, hour);
  }

  /** A copy of these 168 counts. */
  public static HourOfWeekProfile fromArray(float[] counts) {
    if (counts.length != HOURS) {
      throw new IllegalArgumentException("a week has " + HOURS + " hours, not " + counts.length);
    }
    int filled = 0;
    int hour = 0;
    for (int i = 0; i < HOURS; i++) {
      if (counts[i] != 0) {
        filled++;
        hour = i;
      }
    }
    return filled < 2 ? single(hour, counts[hour]) : new HourOfWeekProfile(counts.clone(), 1, 0);
  }

  /** Shares the cells, which must not be written any more. */
  static HourOfWeekProfile sharing(float[] cells, double scale) {
    return new HourOfWeekProfile(cells, (float) scale, 0);
  }

  /** The same shape with so many times the counts. */
  HourOfWeekProfile times(double factor) {
    return new HourOfWeekProfile(cells, (float) (scale * factor), onlyHour);
  }

  /** @param hour 0 to 167 */
  public float at(int hour) {
    if (cells.length == 0) {
      return hour == onlyHour ? scale : 0;
    }
    return cells[hour] * scale;
  }

  public float total() {
    if (cells.length == 0) {
      return scale;
    }
    double sum = 0;
    for (float cell : cells) {
      sum += cell;
    }
    return (float) (sum * scale);
  }

  public float[] toArray() {
    var counts = new float[HOURS];
    for (int hour = 0; hour < HOURS; hour++) {
      counts[hour] = at(hour);
    }
    return counts;
  }

  boolean isSingle() {
    return cells.length == 0;
  }

  int onlyHour() {
    return onlyHour;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HourOfWeekProfile profile
        && Arrays.equals(toArray(), profile.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toArray());
  }
}
