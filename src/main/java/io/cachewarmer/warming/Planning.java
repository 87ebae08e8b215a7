package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Decided.Decision;
import io.cachewarmer.bus.Message.Learn;
import io.cachewarmer.bus.Message.Recall;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.Moment;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Planner;
import io.cachewarmer.plan.RefreshAhead;
import io.cachewarmer.plan.Situation;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.warming.Foretelling.Ranked;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * From a request to warm to a course: what is known of demand, ranked on a worker, held against what the
 * cache has, decided. Plans for people and runs take this one way, so that the one tells what the other does.
 */
final class Planning {

  /** More or other candidates than the request itself means. */
  interface Addition {
    List<Candidate> apply(List<Candidate> ranked, DemandSnapshot demand, Moment moment);
  }

  private final Vertx vertx;
  private final Config.Warming config;
  private final Clock clock;
  private final CacheStore cache;
  private final Planner planner;
  private final Choice choice;
  private final Memory memory;
  private final Budget budget;
  private final Ownership ownership;
  private final Foretelling foretelling;
  private final HoldingOut holdingOut;
  private final String model;

  Planning(
      Vertx vertx,
      Config.Warming config,
      Clock clock,
      CacheStore cache,
      Planner planner,
      Choice choice,
      Memory memory,
      Budget budget,
      Ownership ownership,
      Foretelling foretelling,
      HoldingOut holdingOut,
      String model) {
    this.model = model;
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.cache = cache;
    this.planner = planner;
    this.choice = choice;
    this.memory = memory;
    this.budget = budget;
    this.ownership = ownership;
    this.foretelling = foretelling;
    this.holdingOut = holdingOut;
  }

  Future<Course> plan(Warm warm, long atMillis) {
    return plan(warm, atMillis, (ranked, demand, moment) -> ranked);
  }

  /** Fails with a {@code Refusal} for what cannot be meant. */
  Future<Course> plan(Warm warm, long atMillis, Addition addition) {
    return Topics.LEARN.request(vertx.eventBus(), new Learn(atMillis)).compose(learned -> {
      var demand = learned.snapshot();
      return foretelling.foresee(moment(atMillis), demand).compose(moment -> vertx
          .executeBlocking(
              () -> addition.apply(choice.rank(warm, demand, moment), demand, moment), false)
          .compose(ranked -> weigh(warm, ranked, moment))
          .compose(ranked -> decide(warm, moment, ranked, demand)));
    });
  }

  /** What was decided at events, held against what the cache has and what may be held and spent. */
  Future<Course> plan(List<Decision> decisions, long atMillis) {
    var keys = decisions.stream().map(Decision::key).toList();
    return Topics.RECALL.request(vertx.eventBus(), new Recall(keys, atMillis)).compose(learned -> {
      var demand = learned.snapshot();
      var wanted = Wanted.candidates(decisions, demand, this::isOn);
      var warm = Warm.by(Trigger.EVENT, Strategy.AUTO);
      return decide(warm, moment(atMillis), new Ranked(wanted, false), demand);
    });
  }

  private boolean isOn(Arm arm) {
    return planner.offers(Strategy.valueOf(arm.name()));
  }

  /** A cycle is prediction, and is held to the price of it; who asks for a run means it. */
  private Future<Ranked> weigh(Warm warm, List<Candidate> ranked, Moment moment) {
    return warm.trigger() == Trigger.CYCLE
        ? foretelling.weigh(ranked, moment)
        : Future.succeededFuture(new Ranked(ranked, false));
  }

  Moment moment(long atMillis) {
    return new Moment(atMillis, config.timezone(), config.ttl().toMillis());
  }

  private Future<Course> decide(Warm warm, Moment moment, Ranked ranked, DemandSnapshot demand) {
    var keys = ranked.candidates().stream().map(Candidate::key).toList();
    var questions = new Questions(demand.prompts(), warm.queries(), model);
    var asked = keys.isEmpty() ? Future.succeededFuture(List.<Long>of()) : cache.millisLeft(keys);
    return asked
        .map(left -> Optional.of(byKey(keys, left, moment.atMillis() - clock.millis())))
        .map(left -> new Seen(left, Optional.empty()))
        .otherwise(cause -> new Seen(Optional.empty(), Optional.of(WarmFailure.of(cause))))
        .compose(seen -> {
          var left = seen.left().orElse(Map.of());
          var situation = situation(warm, ranked.byPrice(), left);
          var sifted =
              holdingOut.sift(warm.trigger(), ranked.candidates(), situation.maxItems(), left);
          return vertx
              .executeBlocking(
                  () -> planner.decide(warm.strategy(), moment, sifted, situation), false)
              .map(plan -> new Course(Choice.label(warm), plan, questions, seen.problem()));
        });
  }

  private record Seen(Optional<Map<String, Long>> left, Optional<WarmFailure> problem) {}

  /** @param atExpiry whether somebody else sees to it that nothing ends between two cycles */
  private Situation situation(Warm warm, boolean atExpiry, Map<String, Long> left) {
    int most = Choice.isNamed(warm) ? Choice.MOST_NAMED : config.maxItems();
    // Who asks a node means the cluster, and a schedule fires on one node for all of them.
    boolean forAll = warm.trigger() == Trigger.SCHEDULE || warm.trigger() == Trigger.MANUAL;
    Predicate<String> mine = forAll || Choice.isNamed(warm)
        ? key -> true
        : key -> ownership.owns(key) && !holdingOut.holds(warm.trigger(), key);
    return new Situation(
        left,
        memory.holdings(),
        memory.limit(),
        most,
        budget.left(warm.trigger()),
        budget.view(),
        warm.force(),
        atExpiry
            ? 0
            : RefreshAhead.millis(config.ttl().toMillis(), config.interval().toMillis()),
        mine);
  }

  /** What will be left then, when the plan is for later. */
  private static Map<String, Long> byKey(List<String> keys, List<Long> left, long ahead) {
    var byKey = new HashMap<String, Long>();
    for (int i = 0; i < keys.size(); i++) {
      byKey.put(keys.get(i), Math.max(0, left.get(i) - Math.max(0, ahead)));
    }
    return byKey;
  }
}
