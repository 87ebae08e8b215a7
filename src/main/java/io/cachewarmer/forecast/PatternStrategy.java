package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Proposes items that were asked for often enough and are important enough; and, as not admissible,
 * the next best below that threshold, so that a plan can show who nearly made it.
 */
public final class PatternStrategy implements WarmingStrategy {

  private static final int MOST_ADMISSIBLE = 500;
  private static final int MOST_BELOW = 100;
  private static final Comparator<PatternView> BEST_FIRST =
      Comparator.comparingDouble((PatternView p) -> -p.score()).thenComparing(PatternView::key);

  private final ArrivalForecast forecast;
  private final int minAccessCount;
  private final double priorityThreshold;

  public PatternStrategy(ArrivalForecast forecast, int minAccessCount, double priorityThreshold) {
    this.forecast = forecast;
    this.minAccessCount = minAccessCount;
    this.priorityThreshold = priorityThreshold;
  }

  @Override
  public Arm arm() {
    return Arm.PATTERN;
  }

  @Override
  public List<Proposal> propose(DemandSnapshot demand, Moment moment) {
    var outlook = forecast.outlook(demand, moment);
    var ranked = demand.patterns().stream().sorted(BEST_FIRST).toList();
    var proposals = new ArrayList<Proposal>();
    ranked.stream()
        .filter(this::passes)
        .limit(MOST_ADMISSIBLE)
        .forEach(p -> proposals.add(proposal(p, outlook, true)));
    ranked.stream()
        .filter(p -> !passes(p))
        .limit(MOST_BELOW)
        .forEach(p -> proposals.add(proposal(p, outlook, false)));
    return List.copyOf(proposals);
  }

  private boolean passes(PatternView pattern) {
    return Math.round(pattern.count()) >= minAccessCount && pattern.score() >= priorityThreshold;
  }

  private Proposal proposal(PatternView p, Outlook outlook, boolean admissible) {
    String detail = String.format(
        Locale.ROOT,
        "asked for %d times, importance %.2f (needs %d and %.2f)",
        Math.round(p.count()),
        p.score(),
        minAccessCount,
        priorityThreshold);
    return new Proposal(
        p.key(), arm(), outlook.probability(p), Assumed.savedMillis(p), admissible, detail);
  }
}
