package io.cachewarmer.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Message.*;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topic;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.ArrivalForecast;
import io.cachewarmer.forecast.GroceryStrategy;
import io.cachewarmer.forecast.PatternStrategy;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.cachewarmer.ownership.Solo;
import io.cachewarmer.plan.Planner;
import io.cachewarmer.plan.Source;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.popularity.CategoryView;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.PatternView;
import io.cachewarmer.popularity.PromptView;
import io.cachewarmer.prompt.PromptKey;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WarmingVerticleTest {

  private static final String MODEL = "llama3.2:3b";

  private final SettableClock clock =
      new SettableClock(Instant.parse("2026-11-23T09:00:00Z").toEpochMilli());
  private final FakeStore store = new FakeStore(clock);
  private final Settings settings = new Settings();
  private final List<PatternView> patterns = new ArrayList<>();
  private final List<PromptView> prompts = new ArrayList<>();
  private final List<Run> ended = new CopyOnWriteArrayList<>();
  private Future<Void> learning = Future.succeededFuture();
  private String deployed = "";
  private FakeOrigin origin;
  private Vertx vertx;

  @BeforeEach
  void anOrigin(Vertx vertx) {
    this.vertx = vertx;
    origin = new FakeOrigin(vertx);
  }

  @Test
  void namedItemsAreWarmedStoredInBatchesAndReported() {
    deploy();
    origin.failing.put("grocery:b7", Kind.UNKNOWN_ITEM);
    var run = warm(items(keys("grocery:b", 25)));
    assertThat(run.state()).isEqualTo(RunState.DONE);
    assertThat(run.warmed()).isEqualTo(24);
    assertThat(run.failed()).isEqualTo(1);
    assertThat(run.errors()).containsExactly("grocery:b7: it fails as told");
    assertThat(store.batches).hasSize(3).allMatch(batch -> batch.size() <= settings.batchSize);
    assertThat(store.entry("grocery:b1").orElseThrow().source()).isEqualTo(Source.WARMED);
    assertThat(origin.peak).hasValue(settings.concurrency);
    assertThat(run.memoryUsed()).isEqualTo(status().memoryUsed()).isPositive();
    await().until(() -> ended.size() == 1);
  }

  @Test
  void freshEntriesAreSkippedUnlessForced() {
    deploy();
    warm(items(keys("a", 5)));
    assertThat(warm(items(keys("a", 5))).skipped()).isEqualTo(5);
    var forced = new Warm(Trigger.MANUAL, Strategy.AUTO, keys("a", 5), List.of(), "", true, false);
    assertThat(warm(forced).warmed()).isEqualTo(5);
    assertThat(status().entries()).isEqualTo(5);
  }

  @Test
  void whatAPlanCallsWarmIsWhatARunThenWarms() {
    for (int i = 0; i < 300; i++) {
      patterns.add(pattern("grocery:p" + i, "dairy", i / 2.0));
    }
    settings.maxItems = 60;
    deploy();
    for (var strategy : List.of(
        Strategy.AUTO, Strategy.FULL, Strategy.PATTERN, Strategy.PARTIAL, Strategy.GROCERY)) {
      ask(Topics.DROP_CACHE, new DropCache());
      origin.asked.clear();
      var plan = ask(Topics.MAKE_PLAN, new MakePlan(strategy, clock.millis())).plan();
      var planned = plan.warm().stream().map(candidate -> candidate.key()).toList();
      assertThat(planned).as(strategy.label()).isNotEmpty();
      var run = warm(Warm.by(Trigger.MANUAL, strategy));
      assertThat(origin.asked).as(strategy.label()).containsExactlyInAnyOrderElementsOf(planned);
      assertThat(run.warmed()).isEqualTo(planned.size());
      assertThat(run.totalCandidates()).isEqualTo(plan.candidates().size());
    }
  }

  @Test
  void aSecondRunIsRefusedWhileOneIsOn() {
    deploy();
    var first = warm(detached(keys("a", 50)));
    assertThat(first.state()).isEqualTo(RunState.RUNNING);
    refuses(Topics.WARM, items(keys("b", 1)), Refusal.Reason.BUSY);
    await()
        .until(
            () -> ask(Topics.DESCRIBE_RUN, new DescribeRun(first.id())).state() == RunState.DONE);
    assertThat(warm(items(keys("b", 1))).warmed()).isEqualTo(1);
  }

  @Test
  void aManualRunWaitsForTheOneAtStart() {
    patterns.add(pattern("grocery:p", "dairy", 100));
    deploy();
    var start = request(Topics.WARM, Warm.by(Trigger.START, Strategy.FULL));
    var manual = request(Topics.WARM, items(keys("b", 3)));
    assertThat(manual.timeout(10, TimeUnit.SECONDS).await().warmed()).isEqualTo(3);
    assertThat(start.succeeded()).isTrue();
  }

  @Test
  void aManualRunThatIsQuickerThanTheRunAtStartWaitsForItAllTheSame() {
    settings.onStart = true;
    deploy();
    var manual = request(Topics.WARM, items(keys("b", 3)));
    var start = request(Topics.WARM, Warm.by(Trigger.START, Strategy.FULL));
    assertThat(start.timeout(10, TimeUnit.SECONDS).await().state()).isEqualTo(RunState.DONE);
    assertThat(manual.timeout(10, TimeUnit.SECONDS).await().warmed()).isEqualTo(3);
    assertThat(ended).extracting(Run::trigger).startsWith(Trigger.START);
  }

  @Test
  void aRunAtStartThatNeverComesDoesNotHoldUpTheEnd() {
    settings.onStart = true;
    deploy();
    var manual = request(Topics.WARM, items(keys("b", 3)));
    vertx.undeploy(deployed).timeout(10, TimeUnit.SECONDS).await();
    await().until(manual::failed);
  }

  @Test
  void aRunCanBeCancelled() {
    deploy();
    var run = warm(detached(keys("a", 500)));
    ask(Topics.CANCEL_RUN, new CancelRun(run.id()));
    await()
        .until(() ->
            ask(Topics.DESCRIBE_RUN, new DescribeRun(run.id())).state() == RunState.CANCELLED);
    assertThat(origin.asked.size()).isLessThan(500);
    refuses(Topics.CANCEL_RUN, new CancelRun("none"), Refusal.Reason.UNKNOWN);
  }

  @Test
  void aRunThatIsStillBeingPlannedWhenTheVerticleStopsLoadsNothing() {
    Promise<Void> learned = Promise.promise();
    learning = learned.future();
    deploy();
    var run = request(Topics.WARM, items(keys("a", 500)));
    await().until(() -> status().running());
    var stopped = vertx.undeploy(deployed);
    learned.complete();
    stopped.timeout(10, TimeUnit.SECONDS).await();
    assertThat(run.timeout(10, TimeUnit.SECONDS).await().state()).isEqualTo(RunState.CANCELLED);
    assertThat(origin.asked).isEmpty();
  }

  @Test
  void aDeadOriginEndsTheRunInSeconds() {
    deploy();
    origin.dead = true;
    long began = System.nanoTime();
    var run = warm(items(keys("a", 100)));
    assertThat(run.failed()).isEqualTo(100);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(run.errors()).hasSize(21);
    assertThat(store.size()).isZero();
  }

  @Test
  void nothingIsLoadedWhenItCouldNotBeStored() {
    deploy();
    store.down = true;
    var run = warm(items(keys("a", 100)));
    assertThat(run.failed()).isEqualTo(100);
    assertThat(run.errors().get(0)).contains("cache");
    assertThat(origin.asked).isEmpty();
    refuses(
        Topics.MAKE_PLAN, new MakePlan(Strategy.AUTO, clock.millis()), Refusal.Reason.OVERLOADED);
  }

  @Test
  void aStoreThatGoesAwayStopsTheRun() {
    deploy();
    origin.onLoad = () -> store.down = origin.asked.size() > 20;
    var run = warm(items(keys("a", 500)));
    assertThat(run.failed()).isGreaterThan(470);
    assertThat(origin.asked.size()).isLessThan(60);
  }

  @Test
  void readersAndWarmingNeverLoadAKeyTwiceAtOnce() {
    deploy();
    var keys = keys("a", 60);
    var run = request(Topics.WARM, items(keys));
    var reads = new ArrayList<Future<Loaded>>();
    for (int round = 0; round < 5; round++) {
      keys.forEach(key -> reads.add(request(Topics.LOAD, new Load(key))));
    }
    Future.all(reads).timeout(20, TimeUnit.SECONDS).await();
    var over = run.timeout(20, TimeUnit.SECONDS).await();
    assertThat(over.warmed() + over.skipped()).isEqualTo(60);
    assertThat(origin.twiceAtOnce).isEmpty();
    assertThat(origin.peak.get()).isLessThanOrEqualTo(settings.maxConcurrent);
  }

  @Test
  void aThousandReadersOfOneKeyCostOneLoad() {
    deploy();
    var reads = IntStream.range(0, 1000)
        .mapToObj(i -> request(Topics.LOAD, new Load("milk")))
        .toList();
    Future.all(reads).timeout(20, TimeUnit.SECONDS).await();
    assertThat(origin.asked).containsExactly("milk");
    assertThat(store.entry("milk").orElseThrow().source()).isEqualTo(Source.DEMAND);
    assertThat(status().memoryUsed()).isZero();
  }

  @Test
  void aReaderIsAnsweredEvenWhenTheStoreIsDown() {
    deploy();
    store.down = true;
    assertThat(ask(Topics.LOAD, new Load("milk")).value().toString()).contains("milk");
  }

  @Test
  void aReaderLearnsWhyThereIsNoValue() {
    settings.retries = 0;
    deploy();
    origin.failing.putAll(Map.of(
        "u",
        Kind.UNKNOWN_ITEM,
        "t",
        Kind.TIMEOUT,
        "d",
        Kind.UNAVAILABLE,
        "i",
        Kind.INVALID_ANSWER));
    refuses(Topics.LOAD, new Load("u"), Refusal.Reason.UNKNOWN);
    refuses(Topics.LOAD, new Load("t"), Refusal.Reason.GATEWAY_TIMEOUT);
    refuses(Topics.LOAD, new Load("d"), Refusal.Reason.BAD_GATEWAY);
    refuses(Topics.LOAD, new Load("i"), Refusal.Reason.BAD_GATEWAY);
  }

  @Test
  void noValueOutlivesItsTtlCountedFromWhenItWasAskedFor() {
    settings.ttl = Duration.ofMinutes(10);
    deploy();
    // The origin answers three minutes after it was asked.
    origin.onLoad = () -> vertx.setTimer(2, id -> clock.advance(180_000));
    origin.millis = 20;
    long asked = clock.millis();
    warm(items(List.of("warmed")));
    long askedLive = clock.millis();
    ask(Topics.LOAD, new Load("read"));
    long now = clock.millis();
    var warmed = store.entry("warmed").orElseThrow();
    var read = store.entry("read").orElseThrow();
    assertThat(warmed.loadedAtMillis()).isEqualTo(asked);
    assertThat(askedLive + warmed.ttl().toMillis()).isLessThanOrEqualTo(asked + 600_000);
    assertThat(read.loadedAtMillis()).isEqualTo(askedLive);
    assertThat(now + read.ttl().toMillis()).isLessThanOrEqualTo(askedLive + 600_000);
  }

  @Test
  void memoryFollowsExpiryAndWhatOthersRemove() {
    settings.ttl = Duration.ofMinutes(10);
    deploy();
    warm(items(keys("a", 10)));
    store.lose("a3");
    await().until(() -> status().entries() == 9);
    clock.advance(Duration.ofMinutes(11).toMillis());
    await().until(() -> status().memoryUsed() == 0);
  }

  @Test
  void theMemoryLimitHoldsEvenWhenValuesAreLargerThanPlanned() {
    settings.memoryLimit = 5000;
    deploy();
    warm(items(keys("a", 200)));
    assertThat(status().memoryUsed()).isBetween(1L, 5000L);
  }

  @Test
  void aCycleIsCutByTheBudgetThatAccessesEarn() {
    for (int i = 0; i < 80; i++) {
      patterns.add(pattern("grocery:p" + i, "dairy", 200));
    }
    deploy();
    var cycle = warm(Warm.by(Trigger.CYCLE, Strategy.PATTERN));
    assertThat(cycle.warmed()).isEqualTo(20);
    clock.advance(Duration.ofHours(2).toMillis());
    assertThat(warm(Warm.by(Trigger.CYCLE, Strategy.PATTERN)).warmed()).isZero();
    AccessEvent access =
        new ItemAccess("", "milk", clock.millis(), 1, false, "", List.of(), 0, "", "");
    Topics.HEARD.publish(vertx.eventBus(), new Heard(java.util.Collections.nCopies(40, access)));
    assertThat(warm(Warm.by(Trigger.CYCLE, Strategy.PATTERN)).warmed()).isEqualTo(10);
    assertThat(status().budgetSpentPerAccess()).isEqualTo(30.0 / 40);
  }

  @Test
  void aCategoryIsItsArticlesAndWhatWasLearnedOfIt() {
    patterns.add(pattern("grocery:kefir-of-the-house", "dairy", 3));
    deploy();
    var category =
        new Warm(Trigger.MANUAL, Strategy.AUTO, List.of(), List.of(), "dairy", false, false);
    warm(category);
    assertThat(origin.asked).contains("grocery:milk", "grocery:kefir-of-the-house");
    var unknown =
        new Warm(Trigger.MANUAL, Strategy.AUTO, List.of(), List.of(), "moons", false, false);
    assertThatThrownBy(() -> warm(unknown))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("dairy");
  }

  @Test
  void aStrategyThatIsOffIsRefusedByTheNameOfItsSetting() {
    deploy();
    assertThatThrownBy(() -> warm(Warm.by(Trigger.MANUAL, Strategy.OLLAMA)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("STRATEGY_OLLAMA=true");
    refuses(Topics.WARM, items(keys("a", 1001)), Refusal.Reason.INVALID);
  }

  @Test
  void aQuestionIsWarmedFromItsLastKnownAnswer() {
    var key = PromptKey.of(MODEL, "Add milk");
    prompts.add(new PromptView(pattern(key, "", 5), MODEL, "Add milk", "Done."));
    deploy();
    var queries = List.of(new Warm.Query(MODEL, "Add milk"), new Warm.Query(MODEL, "Who are you?"));
    var run = warm(new Warm(Trigger.MANUAL, Strategy.OLLAMA, List.of(), queries, "", false, false));
    assertThat(run.warmed()).isEqualTo(1);
    assertThat(run.errors()).singleElement().asString().contains("no answer is known yet");
    assertThat(store.entry(key).orElseThrow().value().toString())
        .contains("\"response\":\"Done.\"", "\"source\":\"client\"");
    assertThat(origin.asked).isEmpty();
  }

  @Test
  void aKeyIsExplained() {
    patterns.add(pattern("grocery:milk", "dairy", 500));
    deploy();
    warm(items(List.of("grocery:milk")));
    var told = ask(Topics.EXPLAIN_KEY, new ExplainKey("grocery:milk"));
    assertThat(told.held()).isPresent();
    assertThat(told.lastWarm())
        .hasValueSatisfying(last -> assertThat(last.succeeded()).isTrue());
    assertThat(told.verdict().verdict()).isEqualTo(Verdict.FRESH);
    assertThat(told.features()).isNotEmpty();
    var stranger = ask(Topics.EXPLAIN_KEY, new ExplainKey("stranger"));
    assertThat(stranger.verdict().verdict()).isEqualTo(Verdict.BELOW_THRESHOLD);
  }

  @Test
  void commonItemsAreCountedAndDroppedWithTheCache() {
    deploy();
    var run = warm(Warm.by(Trigger.MANUAL, Strategy.GROCERY));
    assertThat(status().commonItemsCached()).isEqualTo(run.warmed()).isPositive();
    assertThat(ask(Topics.DROP_CACHE, new DropCache()).entries()).isEqualTo(run.warmed());
    assertThat(status()).satisfies(s -> {
      assertThat(s.memoryUsed()).isZero();
      assertThat(s.commonItemsCached()).isZero();
    });
  }

  @Test
  void whatAnotherNodeEmptiedIsHeldHereNoMore() {
    deploy();
    warm(items(keys("k", 20)));
    assertThat(status().entries()).isEqualTo(20);
    store.clear().await();
    Topics.EMPTIED.publish(vertx.eventBus(), new Emptied(false));
    await().until(() -> status().memoryUsed() == 0);
    assertThat(status().entries()).isZero();
    // Nothing is taken for fresh any more.
    assertThat(warm(items(keys("k", 20))).warmed()).isEqualTo(20);
  }

  @Test
  void aCacheThatIsAwayCannotBeDroppedNowAndTheAskerIsToldSo() {
    deploy();
    store.down = true;
    refuses(Topics.DROP_CACHE, new DropCache(), Refusal.Reason.OVERLOADED);
  }

  @Test
  void whatAnEarlierLifeLeftIsTakenOver() {
    store.leftBehind.add(new io.cachewarmer.cache.WarmedEntry(
        "old", 321, clock.millis() - 1000, clock.millis() + 60_000));
    deploy();
    assertThat(status().memoryUsed()).isEqualTo(321);
  }

  @Test
  void whatIsDecidedAtAnEventIsWarmedAndPaidFromTheBudget() {
    deploy();
    var settled = ask(
        Topics.DECIDED,
        new Decided(List.of(decision("a", Arm.PATTERN), decision("b", Arm.PATTERN))));
    assertThat(settled.unmade()).isEmpty();
    assertThat(store.entry("a").orElseThrow().source()).isEqualTo(Source.WARMED);
    assertThat(store.entry("b")).isPresent();
    assertThat(status().lastRun()).isEmpty();
    var plan =
        ask(Topics.MAKE_PLAN, new MakePlan(Strategy.AUTO, clock.millis())).plan();
    assertThat(plan.budget().spent()).isEqualTo(2);
    assertThat(plan.budget().spentApart()).isZero();
  }

  @Test
  void whatIsDecidedAndNotMadeIsToldBackWithItsRest() {
    deploy();
    warm(items(List.of("fresh")));
    origin.failing.put("failing", Kind.UNKNOWN_ITEM);
    var settled = ask(
        Topics.DECIDED,
        new Decided(List.of(
            decision("fresh", Arm.PATTERN),
            decision("failing", Arm.PATTERN),
            decision("llm:unknown", Arm.PATTERN),
            decision("switched-off", Arm.PREDICTIVE),
            decision("good", Arm.PATTERN))));
    long hour = settings.ttl.toMillis();
    assertThat(settled.unmade())
        .extracting(Settled.Unmade::key)
        .containsExactlyInAnyOrder("fresh", "failing", "llm:unknown", "switched-off");
    assertThat(settled.unmade()).allSatisfy(one -> {
      assertThat(one.paid()).isEqualTo(one.key().equals("failing"));
      assertThat(one.restMillis()).isBetween(hour / 8, hour);
    });
    assertThat(store.entry("good")).isPresent();
  }

  @Test
  void decisionsBeyondTheBudgetAreTurnedDown() {
    settings.budget = 0;
    deploy();
    var many = keys("e", 50).stream().map(key -> decision(key, Arm.PATTERN)).toList();
    var settled = ask(Topics.DECIDED, new Decided(many));
    // The first burst is what there is.
    assertThat(settled.unmade()).hasSize(30).noneMatch(Settled.Unmade::paid);
    assertThat(status().entries()).isEqualTo(20);
  }

  @Test
  void whereWarmingIsSwitchedOffNothingThatIsDecidedIsWarmed() {
    settings.enabled = false;
    deploy();
    var settled = ask(Topics.DECIDED, new Decided(List.of(decision("a", Arm.PATTERN))));
    assertThat(settled.unmade()).hasSize(1);
    assertThat(store.entry("a")).isEmpty();
  }

  @Test
  void aCycleIsHeldToThePriceAndAManualRunIsNot() {
    for (int i = 0; i < 4; i++) {
      patterns.add(pattern("grocery:p" + i, "dairy", 100));
    }
    deploy();
    Topics.WEIGH.serve(
        vertx.eventBus(),
        asked -> Future.succeededFuture(
            new Weighed(Map.of("grocery:p0", .9, "grocery:p1", .2, "grocery:p2", .4), .3)));
    var cycle = warm(Warm.by(Trigger.CYCLE, Strategy.PATTERN));
    assertThat(origin.asked).contains("grocery:p0", "grocery:p2").doesNotContain("grocery:p1");
    assertThat(cycle.warmed()).isEqualTo(origin.asked.size());
    warm(Warm.by(Trigger.MANUAL, Strategy.PATTERN));
    assertThat(origin.asked).contains("grocery:p1");
  }

  @Test
  void plansShowWhatTheLearnerExpects() {
    patterns.add(pattern("grocery:p0", "dairy", 100));
    patterns.add(pattern("grocery:p1", "dairy", 100));
    deploy();
    Topics.FORETELL.serve(
        vertx.eventBus(),
        asked -> Future.succeededFuture(new Foretold(Map.of("grocery:p0", Math.log(2)))));
    var plan =
        ask(Topics.MAKE_PLAN, new MakePlan(Strategy.PATTERN, clock.millis())).plan();
    var byKey = new java.util.HashMap<String, Double>();
    plan.candidates().forEach(p -> byKey.put(p.candidate().key(), p.candidate().probability()));
    assertThat(byKey.get("grocery:p0")).isCloseTo(.5, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(byKey.get("grocery:p1")).isNotEqualTo(.5);
    assertThat(ask(Topics.EXPLAIN_KEY, new ExplainKey("grocery:p0")).probability())
        .isEqualTo(byKey.get("grocery:p0"));
  }

  private static Decided.Decision decision(String key, Arm arm) {
    return new Decided.Decision(key, arm, .5, .6);
  }

  private void deploy() {
    Topics.install(vertx);
    Topics.RECALL.serve(
        vertx.eventBus(), asked -> Future.succeededFuture(new Learned(snapshot(asked.atMillis()))));
    Topics.LEARN.serve(
        vertx.eventBus(), learn -> learning.map(over -> new Learned(snapshot(learn.atMillis()))));
    Topics.EXPLAIN_PATTERN.serve(
        vertx.eventBus(),
        asked -> Future.succeededFuture(new PatternFound(
            patterns.stream().filter(p -> p.key().equals(asked.key())).findFirst(), 1)));
    Topics.RUN_ENDED.subscribe(vertx.eventBus(), end -> ended.add(end.run()));
    var forecast = new ArrivalForecast(0.95);
    var catalogue = catalogue();
    var planner = new Planner(
        List.of(new PatternStrategy(forecast, 5, 0.1), new GroceryStrategy(forecast, catalogue)),
        forecast);
    deployed = vertx
        .deployVerticle(new WarmingVerticle(
            settings.config(),
            store,
            origin,
            planner,
            catalogue,
            clock,
            new Telemetry(new SimpleMeterRegistry()),
            new Solo(),
            new Random(7),
            new io.cachewarmer.cache.AnswerAddresses()))
        .await();
  }

  private DemandSnapshot snapshot(long at) {
    var profile = HourOfWeekProfile.empty();
    return new DemandSnapshot(
        at,
        7,
        10_000,
        List.copyOf(patterns),
        List.copyOf(prompts),
        Map.of("dairy", new CategoryView("dairy", 100, 10, profile)),
        new CategoryView("", 1000, 100, profile),
        List.of());
  }

  private PatternView pattern(String key, String category, double count) {
    var hours = new float[HourOfWeekProfile.HOURS];
    java.util.Arrays.fill(hours, (float) (count / hours.length));
    return new PatternView(
        key,
        category,
        count,
        count / 7,
        0.2,
        120,
        0,
        clock.millis() - 60_000,
        0.8,
        List.of(),
        HourOfWeekProfile.fromArray(hours));
  }

  private static Catalogue catalogue() {
    try {
      return Catalogue.parse(Files.readAllLines(Path.of("conf/catalogue.csv")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> keys(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static Warm items(List<String> keys) {
    return new Warm(Trigger.MANUAL, Strategy.AUTO, keys, List.of(), "", false, false);
  }

  private static Warm detached(List<String> keys) {
    return new Warm(Trigger.MANUAL, Strategy.AUTO, keys, List.of(), "", false, true);
  }

  private Run warm(Warm command) {
    return ask(Topics.WARM, command);
  }

  private WarmingStatus status() {
    return ask(Topics.DESCRIBE_WARMING, new DescribeWarming());
  }

  private <T extends Message, R extends Message> Future<R> request(Topic<T, R> topic, T message) {
    return topic.request(vertx.eventBus(), message);
  }

  private <T extends Message, R extends Message> R ask(Topic<T, R> topic, T message) {
    return request(topic, message).timeout(20, TimeUnit.SECONDS).await();
  }

  private <T extends Message, R extends Message> void refuses(
      Topic<T, R> topic, T message, Refusal.Reason reason) {
    assertThatThrownBy(() -> ask(topic, message))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
