package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.ExplainPattern;
import io.cachewarmer.bus.Message.KeyExplained;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.ArrivalForecast;
import io.cachewarmer.forecast.Feature;
import io.cachewarmer.forecast.Moment;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Plan;
import io.cachewarmer.plan.Planner;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.popularity.DemandSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why is a key warmed, or not: all that is known of it, and the verdict that a plan gives it now. */
final class Explaining {

  private final Vertx vertx;
  private final Clock clock;
  private final CacheStore cache;
  private final Planner planner;
  private final ArrivalForecast forecast;
  private final Planning planning;
  private final LastWarms lastWarms;
  private final Foretelling foretelling;

  Explaining(
      Vertx vertx,
      Clock clock,
      CacheStore cache,
      Planner planner,
      ArrivalForecast forecast,
      Planning planning,
      LastWarms lastWarms,
      Foretelling foretelling) {
    this.vertx = vertx;
    this.clock = clock;
    this.cache = cache;
    this.planner = planner;
    this.forecast = forecast;
    this.planning = planning;
    this.lastWarms = lastWarms;
    this.foretelling = foretelling;
  }

  Future<KeyExplained> explain(String key) {
    long now = clock.millis();
    var byCounts = new ArrayList<Feature>();
    var found = Topics.EXPLAIN_PATTERN.request(vertx.eventBus(), new ExplainPattern(key, now));
    var held = cache.get(key).otherwise(cause -> Optional.empty());
    var course =
        planning.plan(Warm.by(Trigger.MANUAL, Strategy.AUTO), now, (ranked, demand, moment) -> {
          byCounts.addAll(byCounts(key, demand, moment));
          return withKey(key, ranked, demand, moment);
        });
    var learned = foretelling.explain(key, now);
    return Future.all(found, held, course, learned).map(all -> {
      var verdict = verdict(key, course.result().plan());
      return new KeyExplained(
          found.result().pattern(),
          verdict.candidate().probability(),
          learned.result().isEmpty() ? List.copyOf(byCounts) : learned.result(),
          held.result().map(Explaining::held),
          lastWarms.find(key),
          verdict);
    });
  }

  /** A key that no strategy proposes is judged too: as one that passes no threshold. */
  private List<Candidate> withKey(
      String key, List<Candidate> ranked, DemandSnapshot demand, Moment moment) {
    if (ranked.stream().anyMatch(candidate -> candidate.key().equals(key))) {
      return ranked;
    }
    var named = planner.named(key, demand, moment, Arm.NAMED, "no strategy proposes it now");
    var all = new ArrayList<>(ranked);
    all.add(new Candidate(
        key,
        List.of(),
        named.probability(),
        named.savedMillis(),
        named.bytes(),
        named.worth(),
        false));
    return all;
  }

  /** For a key that the learner does not follow. */
  private List<Feature> byCounts(String key, DemandSnapshot demand, Moment moment) {
    var prompts = demand.prompts().stream().map(prompt -> prompt.pattern());
    return Stream.concat(demand.patterns().stream(), prompts)
        .filter(pattern -> pattern.key().equals(key))
        .findFirst()
        .map(pattern -> forecast.explain(pattern, demand, moment))
        .orElse(List.of());
  }

  private static Plan.Planned verdict(String key, Plan plan) {
    return plan.candidates().stream()
        .filter(planned -> planned.candidate().key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a candidate got no verdict"));
  }

  private static KeyExplained.Held held(CachedValue value) {
    return new KeyExplained.Held(
        value.bytes(), value.age().toMillis(), value.left().toMillis(), value.source());
  }
}
