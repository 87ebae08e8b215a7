package io.cachewarmer.analytics;

import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.archive.Sharing;
import io.cachewarmer.bus.Message.CountAccesses;
import io.cachewarmer.bus.Message.ForgetJournal;
import io.cachewarmer.bus.Message.Forgotten;
import io.cachewarmer.bus.Message.Recorded;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.popularity.Elsewhere;
import io.cachewarmer.popularity.Intake;
import io.cachewarmer.popularity.Learner;
import io.cachewarmer.popularity.LearningRules;
import io.cachewarmer.popularity.SharedDemand;
import io.cachewarmer.popularity.Tallies;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Counts what agents report and answers what is known of demand. Owns the learner: all of it happens
 * on this verticle's event loop, and nobody locks.
 */
public final class AnalyticsVerticle extends VerticleBase {

  private static final int MOST_WAITING = 1_000;

  private final Config.Analytics config;
  private final Clock clock;
  private final Sharing shared;
  private final Telemetry telemetry;
  private final Duration saveEvery;
  private final Learner learner;
  private final Intake intake;
  private final Pseudonyms pseudonyms;
  private final long process;
  // Set by start(), before anything is served.
  private Turns turns;
  private Recording recording;
  private Saving saving;
  private CountSharing sharing;
  private SharedDemand demand;
  private Exchange exchange;
  private Teaching teaching;
  private LearningMetrics metrics;

  /**
   * @param promptKey the key under which the answer to a question is cached
   * @param saveEvery how often what changed is saved; the journal keeps what came since
   */
  @SuppressWarnings("NullAway.Init") // a verticle has its context from start() on
  public AnalyticsVerticle(
      Config.Analytics config,
      ZoneId zone,
      Clock clock,
      Sharing shared,
      Telemetry telemetry,
      Function<PromptAccess, String> promptKey,
      RandomGenerator random,
      Duration saveEvery) {
    this.config = config;
    this.clock = clock;
    this.shared = shared;
    this.telemetry = telemetry;
    this.saveEvery = saveEvery;
    var rules = new LearningRules(
        config.sampleRate(),
        config.decayFactor(),
        config.retention().toMillis(),
        config.maxPatterns(),
        zone);
    learner = new Learner(rules, random, promptKey);
    intake = new Intake(config.sampleRate(), random);
    pseudonyms = new Pseudonyms(promptKey);
    process = random.nextLong();
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    turns = new Turns(context, MOST_WAITING);
    metrics = new LearningMetrics(telemetry, turns::waiting);
    var elsewhere = new Elsewhere(config.maxPatterns());
    sharing =
        new CountSharing(vertx, shared, clock, config, new Tallies(learner), elsewhere, telemetry);
    demand = new SharedDemand(learner, elsewhere);
    exchange = new Exchange(
        vertx,
        shared.accesses(),
        clock,
        pseudonyms,
        new ExchangeMetrics(clock, telemetry, shared.lag()),
        process);
    teaching = new Teaching(bus, clock, telemetry, exchange);
    recording = new Recording(bus, clock, intake, learner, sharing, teaching, exchange, metrics);
    saving = new Saving(context, bus, intake, learner, recording, teaching, metrics);
    return new Restart(intake, learner, recording, teaching, config.maxPatterns())
        .run(context, bus)
        .onSuccess(this::serve);
  }

  @Override
  public Future<?> stop() {
    return saving.save(turns).eventually(sharing::stop).eventually(exchange::stop);
  }

  private void serve(String node) {
    var bus = vertx.eventBus();
    sharing.begin(node);
    exchange.begin(node);
    metrics.now(learner);
    Topics.RECORD.serve(bus, this::count);
    Topics.FORGET.serve(bus, command -> turns.insist(this::forget));
    DemandAnswers.serve(bus, demand, clock);
    vertx.setPeriodic(saveEvery.toMillis(), timer -> saving.saveInTurn(turns));
  }

  private Future<Recorded> count(CountAccesses batch) {
    return turns
        .ask(() -> recording.record(batch.events()))
        .onSuccess(kept -> saving.saveWhenLong(turns));
  }

  /** The archive first: what it did not forget would be back after a restart. */
  private Future<Forgotten> forget() {
    return Topics.FORGET_JOURNAL.request(vertx.eventBus(), new ForgetJournal()).map(done -> {
      var forgotten = new Forgotten(learner.clear(), recording.journalled());
      intake.clear();
      teaching.forget();
      recording.journalCovered();
      metrics.now(learner);
      sharing.clear();
      return forgotten;
    });
  }
}
