package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A forecast bound to one snapshot and one moment: P(asked within the TTL) of any key.
 *
 * <p>A key's day is shaped like its own accesses, shrunk to its category's day, and that to the
 * store's; so a key seen twice is expected when its kind is asked for, and one seen a thousand times
 * when it is. What the learner has foreseen of a key goes before all this. Not for sharing between threads.
 */
public final class Outlook {

  /** How many accesses of its own a day needs to weigh as much as the day it is shrunk to. */
  private static final double ITEM_PRIOR = 60;

  private static final double CATEGORY_PRIOR = 100;
  private static final double STORE_PRIOR = 10;

  private final DemandSnapshot demand;
  private final Foreseen foreseen;
  private final DayShape store;
  private final TtlWindow window;
  private final Map<String, DayShape> categories = new HashMap<>();

  Outlook(DemandSnapshot demand, Moment moment, double decayPerDay) {
    this.demand = demand;
    foreseen = moment.foreseen();
    store = DayShape.of(demand.store().profile()).shrunkTo(DayShape.FLAT, STORE_PRIOR);
    var weekdays = WeekdayFactors.of(demand, moment.zone(), decayPerDay);
    window = TtlWindow.of(moment, weekdays, demand.atMillis(), demand.exposureDays());
  }

  public double probability(PatternView pattern) {
    return -Math.expm1(-expected(pattern));
  }

  /** Expected number of requests for this key within the TTL. */
  public double expected(PatternView pattern) {
    var seen = foreseen.expected(pattern.key());
    if (seen.isPresent()) {
      return seen.getAsDouble();
    }
    if (pattern.count() <= 0) {
      return 0;
    }
    var shape = shape(pattern);
    return pattern.count() / window.daysSeen(shape) * window.share(shape);
  }

  /** The same for a key that rises so many times; what the learner expects rises by itself. */
  public double expectedRising(PatternView pattern, double rise) {
    double expected = expected(pattern);
    return foreseen.expected(pattern.key()).isPresent() ? expected : expected * rise;
  }

  public List<Feature> explain(PatternView pattern) {
    var shape = shape(pattern);
    double expected = expected(pattern);
    double perDay = pattern.count() / window.daysSeen(shape);
    double flat = window.share(DayShape.FLAT);
    var factors = Feature.factors(List.of(
        Feature.of("requests-per-day", perDay, "%.2f requests a day lately"),
        Feature.of(
            "time-of-day",
            window.share(shape) / flat,
            "%.2f times as many requests in the time ahead as in a mean hour"),
        Feature.of(
            "weekday", flat / window.days(), "this weekday has %.2f times a mean day's requests"),
        Feature.of("ttl-days", window.days(), "a value serves for %.4f days")));
    var figures = Stream.of(
        Feature.of("own-evidence", ownWeight(pattern), "%.2f of the day's shape is this key's own"),
        Feature.of("expected", expected, "%.3f requests expected within the TTL"));
    return Stream.concat(factors.stream(), figures).toList();
  }

  private DayShape shape(PatternView pattern) {
    return DayShape.of(pattern.profile()).shrunkTo(category(pattern.category()), ITEM_PRIOR);
  }

  private DayShape category(String name) {
    return categories.computeIfAbsent(
        name, c -> Optional.ofNullable(demand.categories().get(c))
            .filter(view -> !c.isEmpty())
            .map(view -> DayShape.of(view.profile()).shrunkTo(store, CATEGORY_PRIOR))
            .orElse(store));
  }

  private static double ownWeight(PatternView pattern) {
    double own = pattern.profile().total();
    return own / (own + ITEM_PRIOR);
  }
}
