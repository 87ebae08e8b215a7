package io.cachewarmer.forecast.rate;

import io.cachewarmer.forecast.State;
import java.time.ZoneId;

/**
 * How often each item is asked for, by the hour of the day: its own counts, its hours shrunk to those of its
 * category and of the store, the weekday's rhythm, the share that it has lately, and a calibration by what
 * came of earlier expectations. Items and categories are rows of arrays; nothing is allocated by an access.
 * Not thread-safe.
 */
public final class ItemRates {

  private static final double HALF_LIFE_DAYS = 14;
  static final double OWN_PRIOR = 60;
  static final double CATEGORY_PRIOR = 100;
  static final double STORE_PRIOR = 1;
  private static final double LEAST_EXPOSURE = .25;

  /** So far a busy weekday may lift an hour. */
  private static final double SLACK = 1.5;

  private static final long MINUTE = 60_000;

  private final LocalTime time;
  private final WeekRhythm week = new WeekRhythm();
  private final HourCounts items;
  private final HourCounts categories;
  private final HourCounts store = new HourCounts(1, HALF_LIFE_DAYS);
  private final CategoryHours shapes;
  private final ShareMixture mixture;
  private final Calibration calibration = new Calibration();
  private final Horizon horizon;
  private final int[] categoryOf;
  private final long[] lastAccess;
  private final long ttlMillis;
  private final double[] hourly = new double[HourCounts.HOURS];
  private final double[] expected;
  private long first = Long.MIN_VALUE;
  private long exposureMinute = Long.MIN_VALUE;
  private double exposure;
  private double rawExpected;
  private double factor;
  private int looked;
  private long lookedAt;
  private int lookedDay;

  public ItemRates(int rows, int categoryRows, ZoneId zone, long ttlMillis) {
    this.ttlMillis = ttlMillis;
    time = new LocalTime(zone);
    items = new HourCounts(rows, HALF_LIFE_DAYS);
    categories = new HourCounts(categoryRows, HALF_LIFE_DAYS);
    shapes = new CategoryHours(categories, store, categoryRows);
    mixture = new ShareMixture(rows);
    horizon = new Horizon(time, week, ttlMillis);
    categoryOf = new int[rows];
    lastAccess = new long[rows];
    expected = new double[horizon.steps() + 1];
  }

  /** @param known how many items are known, this one among them */
  public void learn(int item, int category, long atMillis, int known) {
    calibration.judge(atMillis, ttlMillis, lastAccess);
    long local = time.local(atMillis);
    int day = LocalTime.day(local);
    int hour = (int) LocalTime.hour(local);
    if (first == Long.MIN_VALUE) {
      first = atMillis;
    }
    mixture.learn(item, atMillis, known);
    week.add(local);
    items.add(item, hour, day);
    categories.add(category, hour, day);
    store.add(0, hour, day);
    shapes.changed();
    categoryOf[item] = category;
    lastAccess[item] = atMillis;
  }

  /**
   * Looks at an item from a moment on.
   *
   * @param least fewer accesses are of no interest and may be told as 0, which costs less
   * @return accesses expected within the TTL
   */
  public double lookAhead(int item, long atMillis, double least) {
    horizon.from(atMillis);
    int day = LocalTime.day(time.local(atMillis));
    items.bringTo(item, day);
    categories.bringTo(categoryOf[item], day);
    store.bringTo(0, day);
    lookedDay = day;
    hourlyRates(item, horizon.hoursUpTo(horizon.perTtl()), atMillis);
    horizon.spread(hourly, expected, 0, horizon.perTtl());
    rawExpected = horizon.withinTtl(expected);
    looked = item;
    lookedAt = atMillis;
    if (rawExpected * calibration.mostFactor() < least) {
      return 0;
    }
    factor = rawExpected > 0 ? calibration.factor(rawExpected) : 1;
    scale(0, horizon.perTtl());
    return rawExpected * factor;
  }

  /**
   * Until when the item that was just looked at will hardly be asked for so often in any TTL, by the hours of
   * its day and as far as they reach; for a TTL of less than half a day.
   */
  public long quietUntil(double least) {
    shapes.reach(categoryOf[looked], lookedDay, horizon.firstHour(), HourCounts.HOURS);
    double weight = weight(looked, lookedAt);
    double anHour = least / calibration.factor(least) / SLACK * LocalTime.HOUR / ttlMillis;
    int hour = horizon.firstHour();
    int ahead = 0;
    while (ahead < HourCounts.HOURS && rate(looked, hour, weight) < anHour) {
      hour = HourCounts.after(hour);
      ahead++;
    }
    // Rates are interpolated from the middle of the hour before.
    return lookedAt - ttlMillis + (ahead - 2) * LocalTime.HOUR;
  }

  /** What {@link #lookAhead} sees, without a trace: nothing learned is moved, also for moments far ahead. */
  public Glimpse glimpse(int item, long atMillis) {
    horizon.from(atMillis);
    int day = LocalTime.day(time.local(atMillis));
    return Glimpse.of(
        horizon,
        items.on(item, day),
        categories.on(categoryOf[item], day),
        store.on(0, day),
        exposureDays(atMillis),
        mixture.factor(item),
        calibration);
  }

  /** What is expected in each step of the horizon, of the item that was just looked at. Reused. */
  public double[] further() {
    int from = horizon.perTtl() + 1;
    hourlyRates(looked, horizon.hoursUpTo(horizon.steps()), lookedAt);
    horizon.spread(hourly, expected, from, horizon.steps());
    scale(from, horizon.steps());
    return expected;
  }

  /** Lets the calibration learn from the look that was just taken. */
  public void remember() {
    if (rawExpected > 0) {
      calibration.expected(looked, lookedAt, rawExpected);
    }
  }

  /** Accesses expected within that time, at most a TTL, by the look that was just taken. */
  public double within(long millis) {
    return horizon.within(expected, millis);
  }

  /** Accesses a day, lately, whatever the hour; not calibrated. */
  public double perDay(int item, long atMillis) {
    items.bringTo(item, LocalTime.day(time.local(atMillis)));
    return items.total(item) / exposureDays(atMillis) * mixture.factor(item);
  }

  /** How far expectations came true. */
  public Reliability reliability() {
    return calibration.reliability();
  }

  public float count(int item) {
    return items.total(item);
  }

  public long lastAccess(int item) {
    return lastAccess[item];
  }

  public Horizon horizon() {
    return horizon;
  }

  public void forget(int item) {
    items.clear(item);
    mixture.clear(item);
    lastAccess[item] = 0;
  }

  private void hourlyRates(int item, int hours, long atMillis) {
    shapes.reach(categoryOf[item], lookedDay, horizon.firstHour(), hours);
    double weight = weight(item, atMillis);
    int hour = horizon.firstHour();
    for (int i = 0; i < hours; i++) {
      hourly[hour] = rate(item, hour, weight);
      hour = HourCounts.after(hour);
    }
  }

  private double rate(int item, int hour, double weight) {
    return weight * (items.at(item, hour) + shapes.at(categoryOf[item], hour));
  }

  /** Accesses a day for each of the item's own and the prior's. */
  private double weight(int item, long atMillis) {
    double own = items.total(item);
    return own / exposureDays(atMillis) * mixture.factor(item) / (own + OWN_PRIOR);
  }

  private void scale(int from, int to) {
    for (int k = from; k <= to; k++) {
      expected[k] *= factor;
    }
  }

  /** Decayed time listened to. It moves so slowly that it is worked out once a minute. */
  private double exposureDays(long atMillis) {
    long minute = Math.floorDiv(atMillis, MINUTE);
    if (minute != exposureMinute) {
      double days = (double) Math.max(0, minute * MINUTE - first) / LocalTime.DAY;
      double decay = Math.log(2) / HALF_LIFE_DAYS;
      exposure = Math.max(LEAST_EXPOSURE, -Math.expm1(-decay * days) / decay);
      exposureMinute = minute;
    }
    return exposure;
  }

  public void state(State state, int rows, int categoryRows) {
    week.state(state);
    items.state(state, rows);
    categories.state(state, categoryRows);
    store.state(state, 1);
    if (state.restores()) {
      shapes.changed();
    }
    mixture.state(state, rows);
    calibration.state(state);
    state.ints(categoryOf, rows);
    state.longs(lastAccess, rows);
    first = state.whole(first);
    exposureMinute = Long.MIN_VALUE;
  }
}
