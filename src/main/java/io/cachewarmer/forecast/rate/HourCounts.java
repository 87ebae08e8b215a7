package io.cachewarmer.forecast.rate;

import io.cachewarmer.forecast.State;

/**
 * Counts by the hour of the day, a row a key, halved after each half-life. A row is brought forward by
 * whole days and only when it is touched, so that what is not asked for costs nothing.
 */
final class HourCounts {

  static final int HOURS = 24;
  private static final int TABLE_DAYS = 512;

  private final float[] leftAfterDays = new float[TABLE_DAYS];
  private final float[] hours;
  private final float[] totals;
  private final int[] days;

  HourCounts(int rows, double halfLifeDays) {
    hours = new float[rows * HOURS];
    totals = new float[rows];
    days = new int[rows];
    for (int d = 0; d < TABLE_DAYS; d++) {
      leftAfterDays[d] = (float) Math.pow(0.5, d / halfLifeDays);
    }
  }

  /** The hour of the day that comes after that one. */
  static int after(int hour) {
    return hour + 1 == HOURS ? 0 : hour + 1;
  }

  void add(int row, int hour, int day) {
    bringTo(row, day);
    hours[row * HOURS + hour]++;
    totals[row]++;
  }

  /** Brings the row to the day; a day that is past changes nothing. */
  void bringTo(int row, int day) {
    int passed = day - days[row];
    if (passed > 0) {
      fade(row, passed);
      days[row] = day;
    }
  }

  private void fade(int row, int passed) {
    if (totals[row] == 0) {
      return;
    }
    float left = leftAfterDays[Math.min(passed, TABLE_DAYS - 1)];
    totals[row] *= left;
    for (int i = row * HOURS; i < (row + 1) * HOURS; i++) {
      hours[i] *= left;
    }
  }

  /** As of the day that the row was last brought to. */
  float at(int row, int hour) {
    return hours[row * HOURS + hour];
  }

  float total(int row) {
    return totals[row];
  }

  /** What is left of the row on that day, which may lie ahead: hours, then their total. Nothing is moved. */
  float[] on(int row, int day) {
    int passed = Math.max(0, day - days[row]);
    float left = leftAfterDays[Math.min(passed, TABLE_DAYS - 1)];
    var seen = new float[HOURS + 1];
    for (int hour = 0; hour < HOURS; hour++) {
      seen[hour] = hours[row * HOURS + hour] * left;
    }
    seen[HOURS] = totals[row] * left;
    return seen;
  }

  void clear(int row) {
    java.util.Arrays.fill(hours, row * HOURS, (row + 1) * HOURS, 0);
    totals[row] = 0;
    days[row] = 0;
  }

  /** @param rows how many of the rows are in use */
  void state(State state, int rows) {
    state.reals(hours, rows * HOURS);
    state.reals(totals, rows);
    state.ints(days, rows);
  }
}
