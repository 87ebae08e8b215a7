package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.ExplainForecast;
import io.cachewarmer.bus.Message.Foretell;
import io.cachewarmer.bus.Message.Weigh;
import io.cachewarmer.bus.Message.Weighed;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.forecast.Feature;
import io.cachewarmer.forecast.Foreseen;
import io.cachewarmer.forecast.Moment;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.popularity.DemandSnapshot;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the learner. Never fails: while it does not answer, what the counts say stands. */
record Foretelling(EventBus bus) {

  /** @param byPrice whether the learner has judged what of it is worth its price now */
  record Ranked(List<Candidate> candidates, boolean byPrice) {}

  /** The moment, with what is expected from then on of all keys that have been asked for. */
  Future<Moment> foresee(Moment moment, DemandSnapshot demand) {
    var keys = Stream.concat(
            demand.patterns().stream().map(pattern -> pattern.key()),
            demand.prompts().stream().map(prompt -> prompt.pattern().key()))
        .toList();
    return Topics.FORETELL
        .request(bus, new Foretell(keys, moment.atMillis()))
        .map(told -> moment.with(new Foreseen(told.expected())))
        .otherwise(moment);
  }

  /** Of what would be warmed by prediction, admits what is worth the price that events are held to. */
  Future<Ranked> weigh(List<Candidate> ranked, Moment moment) {
    var keys = ranked.stream().map(Candidate::key).toList();
    return Topics.WEIGH
        .request(bus, new Weigh(keys, moment.atMillis()))
        .map(told -> new Ranked(
            ranked.stream().map(candidate -> weighed(candidate, told)).toList(), true))
        .otherwise(new Ranked(ranked, false));
  }

  /** The numbers behind a forecast of the learner's; empty for a key that it does not follow. */
  Future<List<Feature>> explain(String key, long atMillis) {
    return Topics.EXPLAIN_FORECAST
        .request(bus, new ExplainForecast(key, atMillis))
        .map(told -> told.features().orElse(List.of()))
        .otherwise(List.of());
  }

  private static Candidate weighed(Candidate candidate, Weighed told) {
    double worth = Optional.ofNullable(told.worth().get(candidate.key()))
        .orElseGet(() -> worth(candidate.probability()));
    return worth >= told.price() ? candidate : candidate.inadmissible();
  }

  /** Misses that a warm of a stale value saves at a constant rate: x / (1 + x), x requests within the TTL. */
  private static double worth(double probability) {
    double expected = -Math.log1p(-Math.min(probability, 1 - 1e-9));
    return expected / (1 + expected);
  }
}
