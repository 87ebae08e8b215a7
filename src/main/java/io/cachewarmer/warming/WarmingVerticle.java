package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.MakePlan;
import io.cachewarmer.bus.Message.Planned;
import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunEnded;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Message.WarmingStatus;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.AnswerAddresses;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.plan.Planner;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Receives what is asked of warming: runs, plans, explanations and readers' misses. One instance a node; the
 * limits and the account of memory are the node's.
 */
public final class WarmingVerticle extends VerticleBase {

  private final Clock clock;
  private final Ownership ownership;
  private final Config.Warming warming;
  private final Function<Vertx, Parts> assembly;
  private final Runs runs;
  private Optional<EventRuns> events = Optional.empty();
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
      RandomGenerator random,
      AnswerAddresses addresses) {
    this.clock = clock;
    this.ownership = ownership;
    this.runs = new Runs(config.warming().onStart());
    this.warming = config.warming();
    this.assembly = vertx -> Parts.assemble(
        vertx, config, cache, origin, planner, catalogue, clock, telemetry, ownership, random,
        addresses);
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    var parts = assembly.apply(vertx);
    Topics.WARM.serve(bus, command -> warm(command, parts));
    Topics.DESCRIBE_RUN.serve(bus, asked -> Future.succeededFuture(runs.describe(asked.id())));
    Topics.CANCEL_RUN.serve(bus, asked -> Future.succeededFuture(runs.cancel(asked.id())));
    Topics.MAKE_PLAN.serve(bus, asked -> plan(asked, parts));
    Topics.EXPLAIN_KEY.serve(bus, asked -> parts.explaining().explain(asked.key()));
    Topics.LOAD.serve(bus, asked -> parts.live().load(asked.key()));
    new Dropping(bus, parts).serve();
    events = Optional.of(parts.eventRuns(context, warming, this::nextId));
    Topics.DECIDED.serve(bus, decided -> events.orElseThrow().carryOut(decided));
    Topics.DESCRIBE_WARMING.serve(bus, asked -> describe(parts));
    Topics.HEARD.subscribe(
        bus, heard -> parts.budget().heard(heard.events().size(), clock.millis()));
    return new ForOthers(bus, ownership, parts.cache(), warming, parts.tools(Trigger.MANUAL))
        .serve()
        .compose(served -> parts.upkeep().start());
  }

  /** A run under way is cancelled, and what it has loaded is still written. */
  @Override
  public Future<?> stop() {
    return Future.join(runs.stop(), events.map(EventRuns::stop).orElse(Future.succeededFuture()));
  }

  private Future<Run> warm(Warm command, Parts parts) {
    parts.choice().check(command);
    return runs.begin(
        command,
        () -> parts
            .planning()
            .plan(command, clock.millis())
            .map(course -> run(command, course, parts)),
        run -> ended(run, parts));
  }

  private WarmRun run(Warm command, Course course, Parts parts) {
    var tools = parts.tools(command);
    return new WarmRun(
        nextId(), command.trigger(), course, tools, context, clock, warming.concurrency());
  }

  private void ended(Run run, Parts parts) {
    parts.common().outdate();
    parts.figures().ended(run);
    Topics.RUN_ENDED.publish(vertx.eventBus(), new RunEnded(run));
  }

  /** What a manual run of that strategy would do at that moment. */
  private static Future<Planned> plan(MakePlan asked, Parts parts) {
    parts.choice().checkOn(asked.strategy());
    return parts
        .planning()
        .plan(Warm.by(Trigger.MANUAL, asked.strategy()), asked.atMillis())
        .compose(WarmingVerticle::planned)
        .map(planned -> new Planned(parts.handing().own(planned.plan())));
  }

  private static Future<Planned> planned(Course course) {
    return course
        .obstacle()
        .map(why -> Future.<Planned>failedFuture(new Refusal(Reason.OVERLOADED, why.sentence())))
        .orElseGet(() -> Future.succeededFuture(new Planned(course.plan())));
  }

  private Future<WarmingStatus> describe(Parts parts) {
    var memory = parts.memory();
    return parts
        .common()
        .count()
        .map(cached -> new WarmingStatus(
            runs.isRunning(),
            runs.last(),
            memory.bytes(),
            memory.entries(),
            cached,
            parts.budget().spentPerAccess()));
  }

  private String nextId() {
    runsBegun++;
    return Long.toString(clock.millis(), Character.MAX_RADIX) + "-" + runsBegun;
  }
}
