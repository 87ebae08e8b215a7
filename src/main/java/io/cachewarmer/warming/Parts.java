package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Message.Warmed;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.AnswerAddresses;
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
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The pieces of this room, put together for one event loop. */
record Parts(
    CacheStore cache,
    Clock clock,
    Choice choice,
    Planning planning,
    Explaining explaining,
    Loads loads,
    Generations generations,
    LiveLoads live,
    PutBatcher puts,
    Memory memory,
    Budget budget,
    CommonItems common,
    LastWarms lastWarms,
    RunFigures figures,
    Upkeep upkeep,
    News news,
    Handing handing) {

  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

  static Parts assemble(
      Vertx vertx,
      Config config,
      CacheStore cache,
      Origin origin,
      Planner planner,
      Catalogue catalogue,
      Clock clock,
      Telemetry telemetry,
      Ownership ownership,
      RandomGenerator random,
      AnswerAddresses addresses) {
    var warming = config.warming();
    var choice = new Choice(planner, catalogue);
    var memory = new Memory(clock, warming.memoryLimit(), telemetry);
    var budget = new Budget(warming.budget(), telemetry);
    var common = new CommonItems(cache, clock, catalogue, telemetry);
    var lastWarms = new LastWarms();
    var backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, random);
    var loads = new Loads(vertx, clock, origin, config, backoff, telemetry);
    var lifetime = new Lifetime(clock, warming.ttl(), warming.ttlJitter(), random);
    var bus = vertx.eventBus();
    var news = new News(bus);
    var foretelling = new Foretelling(bus);
    var puts = new PutBatcher(
        cache,
        memory,
        lifetime,
        clock,
        warming.batchSize(),
        keys -> Topics.WARMED.publish(bus, new Warmed(keys)));
    var holdingOut = new HoldingOut(warming.holdOut(), bus, clock, warming.ttl());
    holdingOut.listen();
    budget.share(bus, clock);
    var planning = new Planning(
        vertx,
        warming,
        clock,
        cache,
        planner,
        choice,
        memory,
        budget,
        ownership,
        foretelling,
        holdingOut,
        config.ollama().model());
    var forecast = new ArrivalForecast(config.analytics().decayFactor());
    return new Parts(
        cache,
        clock,
        choice,
        planning,
        new Explaining(vertx, clock, cache, planner, forecast, planning, lastWarms, foretelling),
        loads,
        new Generations(bus, clock, addresses),
        new LiveLoads(clock, cache, loads, puts, memory, lifetime, news, telemetry),
        puts,
        memory,
        budget,
        common,
        lastWarms,
        new RunFigures(telemetry),
        new Upkeep(vertx, clock, cache, memory, common, news),
        news,
        new Handing(bus, clock, ownership, telemetry));
  }

  WarmRun.Tools tools(Trigger trigger) {
    return new RunTools(
        trigger, clock, cache, loads, generations, puts, memory, budget, lastWarms, figures, news);
  }

  /** For a run that somebody asked for: the other nodes do their part. */
  WarmRun.Tools tools(Warm command) {
    var own = tools(command.trigger());
    return command.trigger() == Trigger.MANUAL || command.trigger() == Trigger.SCHEDULE
        ? handing.over(own, command.force())
        : own;
  }

  EventRuns eventRuns(Context context, Config.Warming config, Supplier<String> nextId) {
    return new EventRuns(
        context,
        config,
        decisions -> planning
            .plan(decisions, clock.millis())
            .map(course -> new EventRun(
                course,
                cache,
                config.ttl(),
                tools(Trigger.EVENT),
                tools -> new WarmRun(
                    nextId.get(),
                    Trigger.EVENT,
                    course,
                    tools,
                    context,
                    clock,
                    config.concurrency()))),
        run -> {
          common.outdate();
          figures.ended(run);
        });
  }
}
