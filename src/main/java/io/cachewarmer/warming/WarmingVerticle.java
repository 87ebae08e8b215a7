package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Dropped;
import io.cachewarmer.bus.Message.MakePlan;
import io.cachewarmer.bus.Message.Planned;
import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunEnded;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Message.Warmed;
import io.cachewarmer.bus.Message.WarmingStatus;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.forecast.ArrivalForecast;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.plan.Backoff;
import io.cachewarmer.plan.Planner;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.warming.upstream.Loads;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Receives what is asked of warming: runs, plans, explanations and readers' misses. One instance a node; the
 * limits and the account of memory are the node's.
 */
public final class WarmingVerticle extends VerticleBase {

  private final Config config;
  private final CacheStore cache;
  private final Clock clock;
  private final Choice choice;
  private final Memory memory;
  private final Budget budget;
  private final CommonItems common;
  private final RunFigures figures;
  private final LastWarms lastWarms = new LastWarms();
  private final Runs runs = new Runs();
  private final Wiring wiring;
  private long runsBegun;

  public WarmingVerticle(
      Config config,
      CacheStore cache,
      Origin origin,
      Planner planner,
      Catalogue catalogue,
      Clock clock,
      Telemetry telemetry,
      Ownership ownership,
      RandomGenerator random) {
    this.config = config;
    this.cache = cache;
    this.clock = clock;
    this.choice = new Choice(planner, catalogue);
    this.memory = new Memory(clock, config.warming().memoryLimit(), telemetry);
    this.budget = new Budget(config.warming().budget(), telemetry);
    this.common = new CommonItems(cache, clock, catalogue, telemetry);
    this.figures = new RunFigures(telemetry);
    this.wiring = new Wiring(origin, planner, telemetry, ownership, random);
  }

  /** What is needed to build the parts that want an event loop. */
  private record Wiring(
      Origin origin,
      Planner planner,
      Telemetry telemetry,
      Ownership ownership,
      RandomGenerator random) {}

  @Override
  public Future<?> start() {
    var warming = config.warming();
    var bus = vertx.eventBus();
    var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), wiring.random);
    var loads = new Loads(vertx, clock, wiring.origin, config, backoff, wiring.telemetry);
    var lifetime = new Lifetime(clock, warming.ttl(), warming.ttlJitter(), wiring.random);
    var puts = new PutBatcher(
        cache,
        memory,
        lifetime,
        clock,
        warming.batchSize(),
        keys -> Topics.WARMED.publish(bus, new Warmed(keys)));
    var planning = new Planning(
        vertx, warming, clock, cache, wiring.planner, choice, memory, budget, wiring.ownership);
    var forecast = new ArrivalForecast(config.analytics().decayFactor());
    var explaining =
        new Explaining(vertx, clock, cache, wiring.planner, forecast, planning, lastWarms);
    var live = new LiveLoads(cache, loads, puts, memory, lifetime, wiring.telemetry);

    Topics.WARM.serve(bus, command -> warm(command, planning, loads, puts));
    Topics.DESCRIBE_RUN.serve(bus, asked -> answer(() -> runs.describe(asked.id())));
    Topics.CANCEL_RUN.serve(bus, asked -> answer(() -> runs.cancel(asked.id())));
    Topics.MAKE_PLAN.serve(bus, asked -> plan(asked, planning));
    Topics.EXPLAIN_KEY.serve(bus, asked -> explaining.explain(asked.key()));
    Topics.LOAD.serve(bus, asked -> live.load(asked.key()));
    Topics.DROP_CACHE.serve(bus, asked -> drop());
    Topics.DESCRIBE_WARMING.serve(bus, asked -> describe());
    Topics.HEARD.subscribe(bus, heard -> budget.heard(heard.events().size(), clock.millis()));
    return new Upkeep(vertx, clock, cache, memory, common).start();
  }

  /** A run under way is cancelled, and what it has loaded is still written. */
  @Override
  public Future<?> stop() {
    return runs.stop();
  }

  private Future<Run> warm(Warm command, Planning planning, Loads loads, PutBatcher puts) {
    choice.check(command);
    var tools = new RunTools(
        command.trigger(), clock, cache, loads, puts, memory, budget, lastWarms, figures);
    int window = config.warming().concurrency();
    return runs.begin(
        command,
        () -> planning
            .plan(command, clock.millis())
            .map(course ->
                new WarmRun(nextId(), command.trigger(), course, tools, context, clock, window)),
        this::ended);
  }

  private void ended(Run run) {
    common.outdate();
    figures.ended(run);
    Topics.RUN_ENDED.publish(vertx.eventBus(), new RunEnded(run));
  }

  /** What a manual run of that strategy would do at that moment. */
  private Future<Planned> plan(MakePlan asked, Planning planning) {
    choice.checkOn(asked.strategy());
    return planning
        .plan(Warm.by(Trigger.MANUAL, asked.strategy()), asked.atMillis())
        .compose(course -> course
            .obstacle()
            .map(
                why -> Future.<Planned>failedFuture(new Refusal(Reason.OVERLOADED, why.sentence())))
            .orElseGet(() -> Future.succeededFuture(new Planned(course.plan()))));
  }

  private Future<Dropped> drop() {
    return cache
        .clear()
        .onSuccess(entries -> {
          memory.clear();
          lastWarms.clear();
          common.outdate();
        })
        .map(Dropped::new);
  }

  private Future<WarmingStatus> describe() {
    return common
        .count()
        .map(cached -> new WarmingStatus(
            runs.isRunning(),
            runs.last(),
            memory.bytes(),
            memory.entries(),
            cached,
            budget.spentPerAccess()));
  }

  private String nextId() {
    runsBegun++;
    return Long.toString(clock.millis(), Character.MAX_RADIX) + "-" + runsBegun;
  }

  private static <T> Future<T> answer(Supplier<T> answer) {
    return Future.succeededFuture(answer.get());
  }
}
