package io.cachewarmer.plan;

import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.ArrivalForecast;
import io.cachewarmer.forecast.Assumed;
import io.cachewarmer.forecast.Moment;
import io.cachewarmer.forecast.Proposal;
import io.cachewarmer.forecast.WarmingStrategy;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what is worth warming, in which order, and what of it is done under the limits.
 *
 * <p>Worth of a warm = P(asked within the TTL) x load time saved. Pure: the same snapshot, moment and
 * situation give the same plan, whatever the order of proposals. Safe on any thread; for large
 * snapshots to be called on a worker.
 */
public final class Planner {

  static final int MOST_CANDIDATES = 1_000;

  private final List<WarmingStrategy> strategies;
  private final ArrivalForecast forecast;

  /** @param strategies those that are switched on */
  public Planner(List<WarmingStrategy> strategies, ArrivalForecast forecast) {
    this.strategies = List.copyOf(strategies);
    this.forecast = forecast;
  }

  /** Whether anything that the strategy stands for is switched on. */
  public boolean offers(Strategy strategy) {
    var arms = arms(strategy);
    return strategies.stream().anyMatch(s -> arms.contains(s.arm()));
  }

  /** What that strategy could warm, best first, at most 1,000, each key once. */
  public List<Candidate> rank(Strategy strategy, DemandSnapshot demand, Moment moment) {
    var arms = arms(strategy);
    var proposals = new ArrayList<Proposal>();
    for (var each : strategies) {
      if (arms.contains(each.arm())) {
        proposals.addAll(each.propose(demand, moment));
      }
    }
    return Merging.rank(proposals, bytes(demand), MOST_CANDIDATES);
  }

  /** A key that somebody named, judged by what is known of it. */
  public Candidate named(String key, DemandSnapshot demand, Moment moment, Arm arm, String detail) {
    return named(List.of(key), demand, moment, arm, detail).get(0);
  }

  /** Keys that somebody named, in their order, each once; admissible because they were named. */
  public List<Candidate> named(
      List<String> keys, DemandSnapshot demand, Moment moment, Arm arm, String detail) {
    var known = new HashMap<String, PatternView>();
    var wanted = Set.copyOf(keys);
    demand.prompts().stream()
        .map(p -> p.pattern())
        .filter(p -> wanted.contains(p.key()))
        .forEach(p -> known.put(p.key(), p));
    demand.patterns().stream()
        .filter(p -> wanted.contains(p.key()))
        .forEach(p -> known.put(p.key(), p));
    var outlook = forecast.outlook(demand, moment);
    return keys.stream()
        .distinct()
        .map(key -> named(key, known.get(key), outlook, arm, detail))
        .toList();
  }

  /** The plan for ranked candidates: a verdict for each, in their order. */
  public Plan decide(
      Strategy strategy, Moment moment, List<Candidate> ranked, Situation situation) {
    return new Admission(strategy, situation).decide(moment, ranked);
  }

  private static Candidate named(
      String key,
      @org.jspecify.annotations.Nullable PatternView pattern,
      io.cachewarmer.forecast.Outlook outlook,
      Arm arm,
      String detail) {
    double probability = pattern == null ? 0 : outlook.probability(pattern);
    double saved = pattern == null ? Assumed.loadMillis(key) : Assumed.savedMillis(pattern);
    long bytes = pattern == null ? Assumed.bytes(key) : Assumed.bytes(pattern);
    var reasons = List.of(new Reason(arm, 1, detail));
    return new Candidate(key, reasons, probability, saved, bytes, probability * saved, true);
  }

  private static Map<String, Long> bytes(DemandSnapshot demand) {
    var bytes = new HashMap<String, Long>();
    demand.patterns().forEach(p -> bytes.put(p.key(), Assumed.bytes(p)));
    demand.prompts().forEach(p -> bytes.put(p.pattern().key(), Assumed.bytes(p.pattern())));
    return bytes;
  }

  private static Set<Arm> arms(Strategy strategy) {
    return switch (strategy) {
      case AUTO, FULL -> EnumSet.allOf(Arm.class);
      case PARTIAL -> EnumSet.of(Arm.PATTERN, Arm.TIME);
      case PATTERN -> EnumSet.of(Arm.PATTERN);
      case TIME -> EnumSet.of(Arm.TIME);
      case RELATED -> EnumSet.of(Arm.RELATED);
      case PREDICTIVE -> EnumSet.of(Arm.PREDICTIVE);
      case OLLAMA -> EnumSet.of(Arm.OLLAMA);
      case GROCERY -> EnumSet.of(Arm.GROCERY);
    };
  }
}
