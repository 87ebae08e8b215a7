package io.cachewarmer.http;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Message.*;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.Feature;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Plan;
import io.cachewarmer.plan.Reason;
import io.cachewarmer.plan.Source;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.PatternView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The rooms behind the bus, each answering what a test tells it to. */
final class FakeRooms {

  static final long NOW = 1_795_417_200_000L; // 2026-11-23T07:00:00Z

  final ConcurrentLinkedQueue<AccessEvent> recorded = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<Integer> batches = new ConcurrentLinkedQueue<>();
  final List<Message.Warm> warms = new CopyOnWriteArrayList<>();
  final List<MakePlan> plans = new CopyOnWriteArrayList<>();
  final List<String> forgotten = new CopyOnWriteArrayList<>();
  volatile Supplier<Future<Done>> commit = () -> Future.succeededFuture(Done.DONE);
  volatile Supplier<Future<Loaded>> load =
      () -> Future.succeededFuture(new Loaded(Buffer.buffer("{\"id\":1}"), 20, false, 20));
  volatile Message.Health health = new Message.Health(
      false, true, List.of(new Message.Health.Check("sqlite", true, "journal is written")));
  volatile Optional<Refusal> warmRefusal = Optional.empty();

  FakeRooms(Vertx vertx, boolean monitoring) {
    var bus = vertx.eventBus();
    Topics.RECORD.serve(bus, count -> {
      batches.add(count.events().size());
      return commit.get().map(done -> {
        recorded.addAll(count.events());
        return new Recorded(count.events().size(), 0);
      });
    });
    Topics.WARM.serve(bus, warm -> {
      warms.add(warm);
      return warmRefusal
          .<Future<Run>>map(Future::failedFuture)
          .orElseGet(() -> Future.succeededFuture(
              run("r1", warm.detached() ? RunState.RUNNING : RunState.DONE)));
    });
    Topics.DESCRIBE_RUN.serve(bus, ask -> known(ask.id(), RunState.RUNNING));
    Topics.CANCEL_RUN.serve(bus, ask -> known(ask.id(), RunState.CANCELLED));
    Topics.MAKE_PLAN.serve(bus, ask -> {
      plans.add(ask);
      return Future.succeededFuture(new Planned(plan(ask)));
    });
    Topics.EXPLAIN_KEY.serve(bus, ask -> Future.succeededFuture(explained(ask.key())));
    Topics.LOAD.serve(bus, ask -> load.get());
    Topics.DROP_CACHE.serve(bus, ask -> {
      forgotten.add("cache");
      return Future.succeededFuture(new Dropped(7));
    });
    Topics.DROP_ANSWERS.serve(bus, ask -> {
      forgotten.add("answers");
      return Future.succeededFuture(new Dropped(0));
    });
    Topics.FORGET.serve(bus, ask -> {
      forgotten.add("patterns");
      return Future.succeededFuture(new Forgotten(5, 3));
    });
    Topics.COUNT_DEMAND.serve(
        bus,
        ask -> Future.succeededFuture(new DemandCounts(
            523,
            156,
            100,
            9_000,
            45.3,
            0.85,
            List.of(new DemandCounts.Top("grocery:milk", 0.91, 42)))));
    Topics.DESCRIBE_WARMING.serve(
        bus,
        ask -> Future.succeededFuture(
            new WarmingStatus(false, Optional.of(run("r0", RunState.DONE)), 45_678, 90, 87, 0.2)));
    if (monitoring) {
      Topics.DESCRIBE_OUTCOME.serve(
          bus,
          ask -> Future.succeededFuture(
              new Outcome(60, 100, 45, 0.5, 0.45, 4, 5_400, Map.of(Arm.PATTERN, 80L))));
      Topics.CHECK_HEALTH.serve(bus, ask -> Future.succeededFuture(health));
    }
  }

  static Run run(String id, RunState state) {
    return new Run(
        id,
        state,
        Trigger.MANUAL,
        "auto",
        NOW - 1_000,
        4,
        2,
        1,
        1,
        4_096,
        250,
        Map.of(Arm.PATTERN, 2),
        new ArrayList<>(List.of("grocery:gone: unknown item")));
  }

  private static Future<Run> known(String id, RunState state) {
    return id.equals("r1")
        ? Future.succeededFuture(run(id, state))
        : Future.failedFuture(new Refusal(Refusal.Reason.UNKNOWN, "there is no such run"));
  }

  private static Candidate candidate(String key) {
    return new Candidate(
        key,
        List.of(new Reason(Arm.PATTERN, 1, "asked 12 times a day")),
        0.8,
        120,
        2_048,
        96,
        true);
  }

  private static Plan plan(MakePlan ask) {
    return new Plan(
        ask.strategy() == Strategy.AUTO ? Strategy.AUTO : ask.strategy(),
        ask.atMillis(),
        new Plan.BudgetView(0.25, 1_000, 100, 5, 150),
        new Plan.MemoryView(104_857_600, 4_096, 2_048),
        List.of(new Plan.Planned(candidate("grocery:milk"), Verdict.BELOW_THRESHOLD)),
        List.of());
  }

  private static KeyExplained explained(String key) {
    var pattern = new PatternView(
        key,
        "dairy",
        41.6,
        3,
        0.25,
        120.5,
        2_048,
        NOW - 5,
        0.91,
        List.of(new PatternView.Related("grocery:eggs", 0.5, true)),
        HourOfWeekProfile.fromArray(new float[HourOfWeekProfile.HOURS]));
    return new KeyExplained(
        key.equals("nobody") ? Optional.empty() : Optional.of(pattern),
        0.8,
        List.of(new Feature("hour", 1.5, 0.4, "asked in the morning")),
        key.equals("nobody")
            ? Optional.empty()
            : Optional.of(new KeyExplained.Held(2_100, 1_220_000, 2_380_000, Source.WARMED)),
        Optional.of(new KeyExplained.LastWarm(NOW, true, "stored")),
        new Plan.Planned(candidate(key), Verdict.FRESH));
  }
}
