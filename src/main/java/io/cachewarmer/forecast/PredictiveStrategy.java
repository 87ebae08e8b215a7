package io.cachewarmer.forecast;

import io.cachewarmer.popularity.CategoryView;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * Proposes what is rising: items asked for more often of late than their long record says, and the top
 * five items of categories that rise.
 */
public final class PredictiveStrategy implements WarmingStrategy {

  private static final int TOP_OF_CATEGORY = 5;
  private static final int MOST_RISING = 100;
  private static final int MOST_CATEGORIES = 20;
  private static final Comparator<PatternView> HOTTEST_FIRST = Comparator.comparingDouble(
          (PatternView p) -> -p.recentCount())
      .thenComparing(PatternView::key);

  private final ArrivalForecast forecast;

  public PredictiveStrategy(ArrivalForecast forecast) {
    this.forecast = forecast;
  }

  @Override
  public Arm arm() {
    return Arm.PREDICTIVE;
  }

  @Override
  public List<Proposal> propose(DemandSnapshot demand, Moment moment) {
    var outlook = forecast.outlook(demand, moment);
    var trend = new Trend(demand.store());
    var best = new HashMap<String, Proposal>();
    demand.patterns().stream()
        .filter(p -> trend.isRising(p.count(), p.recentCount()))
        .sorted(HOTTEST_FIRST)
        .limit(MOST_RISING)
        .forEach(p -> {
          double rise = trend.rise(p.count(), p.recentCount());
          best.put(
              p.key(), proposal(p, outlook, rise, "rising: " + times(rise) + " its usual share"));
        });
    risingCategories(demand, trend).forEach(category -> {
      double rise = trend.rise(category.count(), category.recentCount());
      String detail = "among the top %d of %s, a category at %s its usual share"
          .formatted(TOP_OF_CATEGORY, category.category(), times(rise));
      demand.patterns().stream()
          .filter(p -> p.category().equals(category.category()))
          .sorted(HOTTEST_FIRST)
          .limit(TOP_OF_CATEGORY)
          .forEach(p -> best.putIfAbsent(p.key(), proposal(p, outlook, rise, detail)));
    });
    return best.values().stream()
        .sorted(Comparator.comparingDouble((Proposal p) -> -p.probability())
            .thenComparing(Proposal::key))
        .toList();
  }

  private static List<CategoryView> risingCategories(DemandSnapshot demand, Trend trend) {
    return demand.categories().values().stream()
        .filter(c -> !c.category().isEmpty() && trend.isRising(c.count(), c.recentCount()))
        .sorted(Comparator.comparingDouble((CategoryView c) -> -c.recentCount())
            .thenComparing(CategoryView::category))
        .limit(MOST_CATEGORIES)
        .toList();
  }

  private Proposal proposal(PatternView p, Outlook outlook, double rise, String detail) {
    double probability = -Math.expm1(-outlook.expectedRising(p, rise));
    return new Proposal(p.key(), arm(), probability, Assumed.savedMillis(p), true, detail);
  }

  private static String times(double rise) {
    return String.format(Locale.ROOT, "%.1f times", rise);
  }
}
