package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.Feature;
import io.cachewarmer.forecast.rate.Glimpse;
import java.util.List;
import java.util.stream.Stream;

/** A forecast in numbers with sentences: the factors in the order in which they are multiplied, then what follows. */
final class Explained {

  private Explained() {}

  static List<Feature> of(Glimpse seen, double worth, double price) {
    var factors = Feature.factors(List.of(
        Feature.of("requests-per-day", seen.perDay(), "%.2f requests a day lately"),
        Feature.of(
            "time-of-day",
            seen.timeOfDay(),
            "%.2f times as many requests in the time ahead as in a mean hour"),
        Feature.of("weekday", seen.weekday(), "this weekday has %.2f times a mean day's requests"),
        Feature.of(
            "recent-trend",
            seen.trend(),
            "%.2f times its long-term share of all requests, by its last hours and days"),
        Feature.of(
            "calibration",
            seen.calibration(),
            "%.2f times, as earlier expectations of this size have come true"),
        Feature.of("ttl-days", seen.ttlDays(), "a value serves for %.4f days")));
    var figures = Stream.of(
        Feature.of(
            "expected", seen.expected(), "%.3f requests expected within the TTL: the product"),
        Feature.of("own-evidence", seen.ownShare(), "%.2f of the day's shape is this key's own"),
        Feature.of("worth", worth, "a warm now would save %.3f misses, were the value stale"),
        Feature.of("price", price, "a warm must save %.3f misses to be made"));
    return Stream.concat(factors.stream(), figures).toList();
  }
}
