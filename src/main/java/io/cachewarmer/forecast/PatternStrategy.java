package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proposes items that were asked for often enough and are important enough, or sure to be asked for
 * again; and, as not admissible, the next best below that, so that a plan can show who nearly made it.
 *
 * <p>Sure stands beside important because hits lower importance: an item that is kept warm would fall
 * out of the cache for being in it. Only what was asked for within the last TTL is sure, so that a
 * refresh stops when nobody reads any more.
 */
public final class PatternStrategy implements WarmingStrategy {

  private static final int MOST_ADMISSIBLE = 500;
  private static final int MOST_BELOW = 100;
  private static final double SURE = 0.9;
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
    var passed = demand.patterns().stream()
        .sorted(BEST_FIRST)
        .collect(Collectors.partitioningBy(p -> passes(p, outlook, moment)));
    return Stream.of(true, false)
        .flatMap(admissible -> passed.getOrDefault(admissible, List.of()).stream()
            .limit(admissible ? MOST_ADMISSIBLE : MOST_BELOW)
            .map(p -> proposal(p, outlook, admissible)))
        .toList();
  }

  private boolean passes(PatternView pattern, Outlook outlook, Moment moment) {
    return Math.round(pattern.count()) >= minAccessCount
        && (pattern.score() >= priorityThreshold
            || (moment.atMillis() - pattern.lastAccessMillis() <= moment.ttlMillis()
                && outlook.probability(pattern) >= SURE));
  }

  private Proposal proposal(PatternView p, Outlook outlook, boolean admissible) {
    String detail = String.format(
        Locale.ROOT,
        "asked for %d times, importance %.2f (needs %d and %.2f, or to be sure)",
        Math.round(p.count()),
        p.score(),
        minAccessCount,
        priorityThreshold);
    return new Proposal(
        p.key(), arm(), outlook.probability(p), Assumed.savedMillis(p), admissible, detail);
  }
}
