package io.cachewarmer.monitoring;

import io.cachewarmer.bus.Message.CheckArchive;
import io.cachewarmer.bus.Message.Health;
import io.cachewarmer.bus.Message.Outcome;
import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunState;
import io.cachewarmer.bus.Message.Warmed;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.plan.WarmOutcomes;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Readiness;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the outcome of warming and the health of the service. Deploy it after persistence, once: the
 * first checkup follows at its start.
 */
public final class MonitoringVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(MonitoringVerticle.class);
  // Warms whose fate is open, at most; a few hundred bytes each.
  private static final int MOST_FOLLOWED = 100_000;

  private final Clock clock;
  private final Telemetry telemetry;
  private final Readiness readiness;
  private final Map<Dependency, Supplier<Future<Void>>> questions;
  private final Pace pace;
  private final WarmOutcomes outcomes;
  // Scrapes come from other threads, and the outcomes have one owner: they get the last tally.
  private volatile WarmOutcomes.Tally tally;

  /** @param questions how to ask each dependency in use but SQLite, which is asked over the bus */
  public MonitoringVerticle(
      Clock clock,
      Telemetry telemetry,
      Readiness readiness,
      Map<Dependency, Supplier<Future<Void>>> questions) {
    this(clock, telemetry, readiness, questions, Pace.NORMAL);
  }

  MonitoringVerticle(
      Clock clock,
      Telemetry telemetry,
      Readiness readiness,
      Map<Dependency, Supplier<Future<Void>>> questions,
      Pace pace) {
    this.pace = pace;
    this.clock = clock;
    this.telemetry = telemetry;
    outcomes = new WarmOutcomes(MOST_FOLLOWED, new Timeliness(telemetry));
    tally = outcomes.tally(0);
    this.readiness = readiness;
    this.questions = new EnumMap<>(Dependency.class);
    this.questions.putAll(questions);
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    var archive = new CheckArchive();
    questions.put(
        Dependency.SQLITE, () -> Topics.CHECK_ARCHIVE.request(bus, archive).mapEmpty());
    var checkup = new Checkup(vertx, pace, questions);
    var pulse = new Pulse(readiness, telemetry, questions.keySet());
    showOutcomes();
    Topics.HEARD.subscribe(bus, heard -> outcomes.heard(heard.events()));
    Topics.WARMED.subscribe(bus, this::follow);
    Topics.EMPTIED.subscribe(bus, emptied -> outcomes.emptied());
    Topics.RUN_ENDED.subscribe(bus, ended -> tell(ended.run()));
    Topics.DESCRIBE_OUTCOME.serve(bus, asked -> Future.succeededFuture(outcome()));
    Topics.CHECK_HEALTH.serve(bus, asked -> look(checkup, pulse));
    vertx.setPeriodic(0, pace.checkup().toMillis(), tick -> look(checkup, pulse));
    vertx.setPeriodic(pace.tally().toMillis(), tick -> count());
    return Future.succeededFuture();
  }

  private static Future<Health> look(Checkup checkup, Pulse pulse) {
    return checkup.run().map(pulse::feel);
  }

  private void follow(Warmed warmed) {
    for (var key : warmed.keys()) {
      outcomes.warmed(
          key.key(), key.arm(), key.atMillis(), key.expiresAtMillis(), key.loadMillis());
    }
  }

  private WarmOutcomes.Tally count() {
    var counted = outcomes.tally(clock.millis());
    tally = counted;
    return counted;
  }

  private Outcome outcome() {
    var now = count();
    return new Outcome(
        now.demandHits(),
        now.demandRequests(),
        now.hitsOnWarmed(),
        now.accuracy(),
        now.coverage(),
        now.wasted(),
        now.savedMillis(),
        now.warmsBy());
  }

  private void showOutcomes() {
    telemetry.gauge(Metric.ACCURACY, () -> tally.accuracy());
    telemetry.gauge(Metric.COVERAGE, () -> tally.coverage());
    total(Metric.DEMAND_REQUESTS, WarmOutcomes.Tally::demandRequests);
    total(Metric.DEMAND_HITS, WarmOutcomes.Tally::demandHits);
    total(Metric.WARMED_HITS, WarmOutcomes.Tally::hitsOnWarmed);
    total(Metric.WASTED_LOADS, WarmOutcomes.Tally::wasted);
    total(Metric.SAVED_SECONDS, t -> t.savedMillis() / 1_000);
  }

  private void total(Metric metric, ToDoubleFunction<WarmOutcomes.Tally> figure) {
    telemetry.total(metric, () -> figure.applyAsDouble(tally));
  }

  private static void tell(Run run) {
    LOG.atLevel(run.state() == RunState.FAILED ? Level.WARN : Level.INFO)
        .addKeyValue("run", run.id())
        .addKeyValue("trigger", run.trigger())
        .addKeyValue("strategy", run.strategy())
        .addKeyValue("state", run.state())
        .addKeyValue("candidates", run.totalCandidates())
        .addKeyValue("warmed", run.warmed())
        .addKeyValue("failed", run.failed())
        .addKeyValue("skipped", run.skipped())
        .addKeyValue("memoryUsed", run.memoryUsed())
        .addKeyValue("durationMillis", run.durationMillis())
        .addKeyValue("firstError", run.errors().stream().findFirst().orElse(""))
        .log("a warming run ended");
  }
}
