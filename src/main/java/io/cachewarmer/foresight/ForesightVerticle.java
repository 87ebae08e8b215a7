package io.cachewarmer.foresight;

import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Message.*;
import io.cachewarmer.bus.SharedMessage.Positions;
import io.cachewarmer.bus.Topic;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.plan.online.Rules;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets the planner learn and decide. Deploy it once and on a worker: its messages are served one after the other,
 * in the order in which they were sent.
 */
public final class ForesightVerticle extends VerticleBase {

  /** A value that expires is thought of within this time. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Clock clock;
  private final LiveModel model;
  private final ForesightMetrics metrics;
  private final Ownership ownership;

  /**
   * @param ownership who carries out a decision. All nodes decide alike, of the same accesses and within one budget;
   *     what another one owns is its to warm, and is paid for here all the same
   */
  public ForesightVerticle(Config config, Clock clock, Telemetry telemetry, Ownership ownership) {
    this.clock = clock;
    this.ownership = ownership;
    model = new LiveModel(rules(config), config.analytics().sampleRate());
    metrics = new ForesightMetrics(telemetry);
  }

  /** A switched-off service decides nothing. Of the accesses that are sampled out it earns its part too. */
  private static Rules rules(Config config) {
    var warming = config.warming();
    double budget = warming.enabled() ? warming.budget() / config.analytics().sampleRate() : 0;
    int items = Math.min(config.analytics().maxPatterns(), Rules.MOST_ITEMS);
    return new Rules(warming.ttl().toMillis(), budget, 0, 0, items, warming.timezone());
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    does(Topics.TEACH, taught -> {
      model.learn(taught.events());
      handOver();
    });
    does(Topics.TEACH_ELSEWHERE, told -> {
      model.learn(told, clock.millis());
      handOver();
    });
    answers(Topics.ASK_POSITIONS, asked -> new Positions(model.positions()));
    does(Topics.RESTORE_MODEL, restored -> model.restore(restored.model()));
    does(Topics.BEGIN_FORESIGHT, begun -> model.begin());
    does(Topics.MODEL_SAVED, saved -> model.saved(saved.kept()));
    does(Topics.FORGET_MODEL, forget -> model.forget());
    answers(Topics.ASK_MODEL, asked -> new ModelState(model.changed()));
    answers(Topics.EXPORT_MODEL, asked -> new ModelExported(model.export()));
    answers(Topics.FORETELL, asked -> new Foretold(model.expected(asked.keys(), asked.atMillis())));
    answers(
        Topics.WEIGH,
        asked -> new Weighed(model.worth(asked.keys(), asked.atMillis()), model.price()));
    answers(
        Topics.EXPLAIN_FORECAST,
        asked -> new ForecastExplained(model.explain(asked.key(), asked.atMillis())));
    Topics.DECIDE.serve(bus, asked -> decide());
    Topics.WARMED.subscribe(bus, warmed -> model.hear(news(warmed)));
    Topics.CACHE_NEWS.subscribe(bus, model::hear);
    Topics.EMPTIED.subscribe(bus, emptied -> model.emptied());
    Topics.RUN_ENDED.subscribe(bus, ended -> pay(ended.run()));
    vertx.setPeriodic(TICK.toMillis(), tick -> decide());
    return Future.succeededFuture();
  }

  private <T extends Message> void does(Topic<T, Done> topic, Consumer<T> deed) {
    answers(topic, message -> {
      deed.accept(message);
      metrics.now(model);
      return Done.DONE;
    });
  }

  private <T extends Message, R extends Message> void answers(
      Topic<T, R> topic, java.util.function.Function<T, R> answer) {
    topic.serve(vertx.eventBus(), message -> Future.succeededFuture(answer.apply(message)));
  }

  private Future<Done> decide() {
    model.advance(clock.millis());
    metrics.now(model);
    return handOver();
  }

  /** What nobody carries out was not spent; the values are thought of again at the next occasion. */
  private Future<Done> handOver() {
    var all = model.takeDecided(clock.millis());
    var decisions = all.stream().filter(one -> ownership.owns(one.key())).toList();
    metrics.leftToOthers(all.size() - decisions.size());
    if (decisions.isEmpty()) {
      return Future.succeededFuture(Done.DONE);
    }
    metrics.decided(decisions);
    return Topics.DECIDED
        .request(vertx.eventBus(), new Decided(decisions))
        .map(Settled::unmade)
        .otherwise(nobody -> decisions.stream()
            .map(one -> new Settled.Unmade(one.key(), false, 0))
            .toList())
        .map(unmade -> {
          metrics.unmade(unmade.size());
          model.settle(unmade, clock.millis());
          return Done.DONE;
        });
  }

  /** Cycles warm from the same budget. */
  private void pay(Run run) {
    if (run.trigger() == Trigger.CYCLE) {
      model.spent(run.warmed(), clock.millis());
    }
  }

  private static CacheNews news(Warmed warmed) {
    return new CacheNews(
        warmed.keys().stream()
            .map(key -> new CacheNews.Entry(key.key(), key.atMillis(), key.expiresAtMillis()))
            .toList(),
        List.of());
  }
}
