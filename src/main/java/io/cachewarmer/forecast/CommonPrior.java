package io.cachewarmer.forecast;

import io.cachewarmer.grocery.GroceryItem;
import io.cachewarmer.grocery.Meal;
import java.time.Instant;
import java.time.LocalDateTime;

/**
 * P(asked within the TTL) of a common article that nobody has asked for yet.
 *
 * <p>A Gamma prior on its rate: a few requests over one day before the first. After E days without a
 * request the expected rate is pseudo-requests / (1 + E), so what a store never sells fades out. An
 * article's demand lies in the hours of its meals only.
 */
final class CommonPrior {

  /** Requests a day of the most common article; falls as 1/rank, shifted, as in Zipf-Mandelbrot. */
  private static final double TOP_PER_DAY = 4;

  private static final double RANK_SHIFT = 10;
  private static final double PSEUDO_DAYS = 1;
  private static final double DAY_MILLIS = 86_400_000;
  private static final double HOURS_PER_WEEK = 168;

  private final Moment moment;
  private final double exposureDays;

  CommonPrior(Moment moment, double exposureDays) {
    this.moment = moment;
    this.exposureDays = exposureDays;
  }

  /** @param rank 1 = most common */
  double probability(int rank) {
    return probability(rank, 1);
  }

  double probability(GroceryItem item) {
    int rank = item.commonRank() > 0 ? item.commonRank() : 1_000;
    return probability(rank, concentration(item));
  }

  private double probability(int rank, double concentration) {
    double perDay =
        TOP_PER_DAY * (1 + RANK_SHIFT) / (rank + RANK_SHIFT) / (PSEUDO_DAYS + exposureDays);
    return -Math.expm1(-perDay * concentration * moment.ttlMillis() / DAY_MILLIS);
  }

  /** How much denser its demand is now than over the mean week; a tenth of it outside its meals. */
  private double concentration(GroceryItem item) {
    if (item.meals().isEmpty()) {
      return 1;
    }
    var local = LocalDateTime.ofInstant(Instant.ofEpochMilli(moment.atMillis()), moment.zone());
    double hours = item.meals().stream().mapToInt(Meal::hoursPerWeek).sum();
    boolean wanted = item.meals().stream().anyMatch(meal -> meal.isOn(local));
    return wanted ? 0.9 * HOURS_PER_WEEK / hours : 0.1;
  }
}
