package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.Feature;
import io.cachewarmer.forecast.rate.Glimpse;
import java.util.List;
import java.util.Locale;

/** A forecast in numbers with sentences: the factors in the order in which they are multiplied, then what follows. */
final class Explained {

  private Explained() {}

  static List<Feature> of(Glimpse seen, double worth, double price) {
    return List.of(
        feature("requests-per-day", seen.perDay(), "%.2f requests a day lately"),
        feature(
            "time-of-day",
            seen.timeOfDay(),
            "%.2f times as many requests in the time ahead as in a mean hour"),
        feature("weekday", seen.weekday(), "this weekday has %.2f times a mean day's requests"),
        feature(
            "recent-trend",
            seen.trend(),
            "%.2f times its long-term share of all requests, by its last hours and days"),
        feature(
            "calibration",
            seen.calibration(),
            "%.2f times, as earlier expectations of this size have come true"),
        feature("ttl-days", seen.ttlDays(), "a value serves for %.4f days"),
        feature("expected", seen.expected(), "%.3f requests expected within the TTL: the product"),
        feature("own-evidence", seen.ownShare(), "%.2f of the day's shape is this key's own"),
        feature("worth", worth, "a warm now would save %.3f misses, were the value stale"),
        feature("price", price, "a warm must save %.3f misses to be made"));
  }

  private static Feature feature(String name, double value, String sentence) {
    return new Feature(name, value, String.format(Locale.ROOT, sentence, value));
  }
}
