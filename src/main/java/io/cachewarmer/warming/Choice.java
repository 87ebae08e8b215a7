package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.Moment;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Planner;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.prompt.PromptKey;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which candidates a request to warm means, best first. Without state; runs on a worker. */
final class Choice {

  static final int MOST_NAMED = 1000;
  private static final int MOST_NAMES_TOLD = 100;

  private final Planner planner;
  private final Catalogue catalogue;

  Choice(Planner planner, Catalogue catalogue) {
    this.planner = planner;
    this.catalogue = catalogue;
  }

  /** Refuses at once what no knowledge of demand could make right. */
  void check(Warm warm) {
    if (warm.items().size() + warm.queries().size() > MOST_NAMED) {
      throw new Refusal(
          Reason.INVALID, "at most " + MOST_NAMED + " items or queries may be named in a run");
    }
    if (!isNamed(warm) && warm.category().isEmpty()) {
      checkOn(warm.strategy());
    }
  }

  void checkOn(Strategy strategy) {
    if (!planner.offers(strategy)) {
      throw new Refusal(
          Reason.INVALID,
          "strategy '" + strategy.label() + "' is switched off; set " + settings(strategy)
              + "=true");
    }
  }

  static boolean isNamed(Warm warm) {
    return !warm.items().isEmpty() || !warm.queries().isEmpty();
  }

  static String label(Warm warm) {
    return !warm.items().isEmpty()
        ? "items"
        : !warm.queries().isEmpty()
            ? "queries"
            : !warm.category().isEmpty() ? "category" : warm.strategy().label();
  }

  List<Candidate> rank(Warm warm, DemandSnapshot demand, Moment moment) {
    if (isNamed(warm)) {
      var queries = warm.queries().stream().map(q -> PromptKey.of(q.model(), q.text()));
      var keys = Stream.concat(warm.items().stream(), queries).distinct().toList();
      return planner.named(keys, demand, moment, Arm.NAMED, "named in the request");
    }
    if (!warm.category().isEmpty()) {
      var detail = "of the category " + warm.category();
      return planner.named(members(warm.category(), demand), demand, moment, Arm.GROCERY, detail);
    }
    return planner.rank(warm.strategy(), demand, moment);
  }

  /** The catalogue's articles of the category, then what was learned to be of it. */
  private List<String> members(String category, DemandSnapshot demand) {
    var listed = catalogue.category(category).stream().map(item -> item.id());
    var learned = demand.patterns().stream()
        .filter(pattern -> pattern.category().equals(category))
        .sorted(Comparator.comparingDouble(pattern -> -pattern.score()))
        .map(pattern -> pattern.key());
    var keys = Stream.concat(listed, learned).distinct().limit(MOST_NAMED).toList();
    if (keys.isEmpty()) {
      throw new Refusal(
          Reason.UNKNOWN, "no such category: '" + category + "'; known are " + known(demand));
    }
    return keys;
  }

  private String known(DemandSnapshot demand) {
    var names = new TreeSet<>(catalogue.categories());
    demand.categories().keySet().stream()
        .filter(name -> !name.isEmpty())
        .limit(MOST_NAMES_TOLD)
        .forEach(names::add);
    return names.stream().limit(MOST_NAMES_TOLD).collect(Collectors.joining(", "));
  }

  private static String settings(Strategy strategy) {
    return switch (strategy) {
      case AUTO, FULL -> "one of STRATEGY_PATTERN, _TIME, _RELATED, _PREDICTIVE, _OLLAMA, _GROCERY";
      case PARTIAL -> "STRATEGY_PATTERN or STRATEGY_TIME";
      default -> "STRATEGY_" + strategy.name();
    };
  }
}
