package io.cachewarmer.forecast.rate;

/**
 * A look at one item from one moment on, taken apart into the factors that make it up: what is expected within
 * the TTL is {@code perDay x trend x timeOfDay x weekday x ttlDays x calibration}.
 *
 * @param perDay requests a day, decayed, before any factor
 * @param ownShare of the day's shape that is the item's own, 0 to 1; the rest is its category's and the store's
 * @param trend times the share of demand that the item has lately, by its long record
 * @param timeOfDay times a mean hour's requests in the hours ahead
 * @param weekday times a mean day's
 * @param calibration by what came of earlier expectations
 * @param expected accesses within the TTL
 * @param steps accesses in each step of the horizon
 */
public record Glimpse(
    double perDay,
    double ownShare,
    double trend,
    double timeOfDay,
    double weekday,
    double ttlDays,
    double calibration,
    double expected,
    @SuppressWarnings("ArrayRecordComponent") double[] steps) {

  private static final double FLAT_HOUR = 1.0 / HourCounts.HOURS;

  static Glimpse of(
      Horizon horizon,
      float[] item,
      float[] category,
      float[] store,
      double exposureDays,
      double trend,
      Calibration calibration) {
    double own = item[HourCounts.HOURS];
    double perDay = own / exposureDays;
    var hourly = new double[HourCounts.HOURS];
    var flat = new double[HourCounts.HOURS];
    double scale = perDay * trend / (own + ItemRates.OWN_PRIOR);
    for (int hour = 0; hour < HourCounts.HOURS; hour++) {
      hourly[hour] = scale * (item[hour] + ItemRates.OWN_PRIOR * shape(hour, category, store));
      flat[hour] = FLAT_HOUR;
    }
    var steps = new double[horizon.steps() + 1];
    horizon.spread(flat, steps, 0, horizon.perTtl());
    double inMeanHours = horizon.withinTtl(steps);
    horizon.spread(hourly, steps, 0, horizon.steps());
    double raw = horizon.withinTtl(steps);
    double factor = raw > 0 ? calibration.factor(raw) : 1;
    for (int k = 0; k < steps.length; k++) {
      steps[k] *= factor;
    }
    double ttlDays = (double) horizon.perTtl() * horizon.stepMillis() / LocalTime.DAY;
    double level = perDay * trend * inMeanHours;
    return new Glimpse(
        perDay,
        own / (own + ItemRates.OWN_PRIOR),
        trend,
        level > 0 ? raw / level : 1,
        inMeanHours / ttlDays,
        ttlDays,
        factor,
        raw * factor,
        steps);
  }

  private static double shape(int hour, float[] category, float[] store) {
    double inStore = store[HourCounts.HOURS] + ItemRates.STORE_PRIOR;
    double inCategory = category[HourCounts.HOURS] + ItemRates.CATEGORY_PRIOR;
    double ofStore = (store[hour] + ItemRates.STORE_PRIOR / HourCounts.HOURS) / inStore;
    return (category[hour] + ItemRates.CATEGORY_PRIOR * ofStore) / inCategory;
  }
}
