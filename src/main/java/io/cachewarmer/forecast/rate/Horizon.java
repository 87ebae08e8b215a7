package io.cachewarmer.forecast.rate;

/**
 * The time ahead of a moment, cut into steps on an absolute grid: for each step, between which two hours of
 * the day it lies and how much of their rates falls into it. The same for all items, so it is worked out once a
 * step of the grid. Not thread-safe.
 *
 * <p>Step 0 is the one that the moment lies in; {@link #rest} is what is left of it.
 */
public final class Horizon {

  private static final int LEAST_STEPS_PER_TTL = 8;
  private static final int MOST_STEPS_PER_TTL = 48;
  private static final int SHORT_TTLS = 6;
  private static final int LONG_TTLS = 3;
  private static final long LONG_TTL = 12 * LocalTime.HOUR;

  private final LocalTime time;
  private final WeekRhythm week;
  private final int perTtl;
  private final long step;
  private final int steps;
  private final int[] early;
  private final int[] late;
  private final float[] earlyWeight;
  private final float[] lateWeight;
  private long gridPoint = Long.MIN_VALUE;
  private int weekVersion = -1;
  private boolean clockChanges;
  private double rest;

  Horizon(LocalTime time, WeekRhythm week, long ttlMillis) {
    this.time = time;
    this.week = week;
    long hours = (ttlMillis + LocalTime.HOUR - 1) / LocalTime.HOUR;
    perTtl = (int) Math.max(LEAST_STEPS_PER_TTL, Math.min(MOST_STEPS_PER_TTL, hours));
    step = Math.max(1, ttlMillis / perTtl);
    steps = perTtl * (ttlMillis > LONG_TTL ? LONG_TTLS : SHORT_TTLS);
    early = new int[steps + 1];
    late = new int[steps + 1];
    earlyWeight = new float[steps + 1];
    lateWeight = new float[steps + 1];
  }

  /** Looks ahead from that moment. */
  void from(long atMillis) {
    long next = (Math.floorDiv(atMillis, step) + 1) * step;
    rest = (double) (next - atMillis) / step;
    if (next != gridPoint || week.version() != weekVersion) {
      moveTo(next);
    }
  }

  private void moveTo(long next) {
    int first = week.version() == weekVersion ? shift((next - gridPoint) / step) : 0;
    gridPoint = next;
    weekVersion = week.version();
    for (int k = first; k <= steps; k++) {
      place(k);
    }
    clockChanges = offset(gridPoint - step) != offset(gridPoint + steps * step);
  }

  /** Moves what is known by so many steps; the first step that is not known then. */
  private int shift(long by) {
    if (by < 1 || by > steps) {
      return 0;
    }
    int passed = (int) by;
    int left = steps + 1 - passed;
    System.arraycopy(early, passed, early, 0, left);
    System.arraycopy(late, passed, late, 0, left);
    System.arraycopy(earlyWeight, passed, earlyWeight, 0, left);
    System.arraycopy(lateWeight, passed, lateWeight, 0, left);
    return left;
  }

  private long offset(long atMillis) {
    return time.local(atMillis) - atMillis;
  }

  /** Between the centres of two hours the rate is interpolated. */
  private void place(int k) {
    long local = time.local(gridPoint + (k - 1) * step + step / 2);
    double centred = LocalTime.hour(local) + 23.5;
    double part = centred - Math.floor(centred);
    double hours = (double) step / LocalTime.HOUR;
    double weight = hours * week.factor(LocalTime.weekday(LocalTime.day(local)));
    early[k] = (int) centred % 24;
    late[k] = ((int) centred + 1) % 24;
    earlyWeight[k] = (float) (weight * (1 - part));
    lateWeight[k] = (float) (weight * part);
  }

  /** How much of step 0 is still ahead, above 0 and at most 1. */
  public double rest() {
    return rest;
  }

  public int perTtl() {
    return perTtl;
  }

  /** Whole steps after step 0. */
  public int steps() {
    return steps;
  }

  public long stepMillis() {
    return step;
  }

  /** The first hour of the day that bears on the steps from 0. */
  int firstHour() {
    return early[0];
  }

  /**
   * How many hours of the day, from the first on, bear on the steps up to that one; at most 24. All may when
   * the clock changes: it skips an hour, or comes by one again.
   */
  int hoursUpTo(int last) {
    long span = last * step / LocalTime.HOUR + 3;
    return clockChanges ? HourCounts.HOURS : (int) Math.min(HourCounts.HOURS, span);
  }

  /** What is expected in the steps from {@code from} to {@code to}, both included, at these hourly rates. */
  void spread(double[] hourly, double[] expected, int from, int to) {
    for (int k = from; k <= to; k++) {
      expected[k] = hourly[early[k]] * earlyWeight[k] + hourly[late[k]] * lateWeight[k];
    }
  }

  /** What is expected within that time, which is at most a TTL. */
  double within(double[] expected, long millis) {
    double left = (double) millis / step;
    double sum = Math.min(rest, left) * expected[0];
    left -= rest;
    for (int k = 1; left > 0 && k <= perTtl; k++) {
      sum += Math.min(1, left) * expected[k];
      left--;
    }
    return sum;
  }

  /** What is expected within one TTL. */
  double withinTtl(double[] expected) {
    double sum = rest * expected[0] + (1 - rest) * expected[perTtl];
    for (int k = 1; k < perTtl; k++) {
      sum += expected[k];
    }
    return sum;
  }
}
