package io.cachewarmer.analytics;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.archive.SharedCounts;
import io.cachewarmer.archive.Sharing;
import io.cachewarmer.bus.Message.CountAccesses;
import io.cachewarmer.bus.Message.CountDemand;
import io.cachewarmer.bus.Message.DemandCounts;
import io.cachewarmer.bus.Message.ExplainPattern;
import io.cachewarmer.bus.Message.ForgetPatterns;
import io.cachewarmer.bus.Message.Forgotten;
import io.cachewarmer.bus.Message.Learn;
import io.cachewarmer.bus.Message.Recorded;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.KeyCount;
import io.cachewarmer.popularity.PatternView;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AnalyticsVerticleTest {

  private static final long NOON = 1_764_590_400_000L;

  private final FakeArchive archive = new FakeArchive();
  private final SettableClock clock = new SettableClock(NOON);
  private final Telemetry telemetry = new Telemetry(new SimpleMeterRegistry());
  private final FakeShared shared = new FakeShared();
  private Vertx vertx;
  private String deployed = "";

  @BeforeEach
  void deployBesideAnArchive(Vertx running) throws Exception {
    vertx = running;
    Topics.install(vertx);
    archive.serve(vertx);
    deploy(1, Duration.ofHours(1));
  }

  @Test
  void aBatchIsAnsweredOnlyWhenTheJournalHasIt() throws Exception {
    archive.gate = Promise.promise();
    var answer = record(item("", "milk"));
    assertThat(get(count()).accesses()).isZero();
    assertThat(answer.isComplete()).isFalse();
    archive.gate.complete();
    assertThat(get(answer)).isEqualTo(new Recorded(1, 0));
    assertThat(archive.journalled()).isEqualTo(1);
    assertThat(get(count()).accesses()).isEqualTo(1);
  }

  @Test
  void aJournalThatFailsLeavesNoTraceAndTheSameIdMayComeAgain() throws Exception {
    archive.refusesAppends = true;
    assertThatThrownBy(() -> get(record(item("id-1", "milk"))))
        .hasRootCauseInstanceOf(Refusal.class)
        .hasMessageContaining("events cannot be kept now: the disk is full; try again");
    assertThat(get(count()).patternsTracked()).isZero();
    archive.refusesAppends = false;
    assertThat(get(record(item("id-1", "milk")))).isEqualTo(new Recorded(1, 0));
    assertThat(telemetry.counter(Metric.EVENTS_NOT_KEPT).sum()).isEqualTo(1);
  }

  @Test
  void aRepeatedIdCountsOnceAndNeedsNoJournalRow() throws Exception {
    get(record(item("id-1", "milk"), item("id-1", "milk"), item("id-2", "milk")));
    assertThat(get(record(item("id-1", "milk")))).isEqualTo(new Recorded(0, 1));
    assertThat(archive.journalled()).isEqualTo(1);
    assertThat(get(count()).accesses()).isEqualTo(2);
    clock.advance(Duration.ofMinutes(11).toMillis());
    assertThat(get(record(item("id-1", "milk")))).isEqualTo(new Recorded(1, 0));
  }

  @Test
  void afterACrashTheJournalIsReplayedAndItsIdsAreKnown() throws Exception {
    get(record(item("id-1", "milk"), item("id-2", "eggs")));
    get(record(prompt("add milk")));
    var before = snapshot();
    var kept = new FakeArchive();
    kept.journal.addAll(archive.journal);
    get(vertx.undeploy(deployed));
    restoreFrom(kept);
    deploy(1, Duration.ofHours(1));
    same(snapshot(), before);
    assertThat(get(record(item("id-1", "milk")))).isEqualTo(new Recorded(0, 1));
    get(record(item("id-3", "milk")));
    assertThat(archive.journal.get(archive.journal.size() - 1).sequence()).isEqualTo(3);
  }

  @Test
  void undeployingSavesAndARestartIsAsBefore() throws Exception {
    get(record(item("id-1", "milk"), item("id-2", "milk"), item("", "eggs"), prompt("add milk")));
    var before = snapshot();
    get(vertx.undeploy(deployed));
    assertThat(archive.saves).isEqualTo(1);
    assertThat(archive.journalled()).isZero();
    deploy(1, Duration.ofHours(1));
    same(snapshot(), before);
    assertThat(get(record(item("id-2", "milk")))).isEqualTo(new Recorded(0, 1));
    get(record(item("", "milk")));
    assertThat(archive.journal.get(0).sequence()).isEqualTo(2);
  }

  @Test
  void aSaveThatFailsLosesNothingAndTheNextOneHasItAll() throws Exception {
    get(vertx.undeploy(deployed));
    archive.refusesSaves = true;
    deploy(1, Duration.ofMillis(20));
    get(record(item("", "milk"), item("", "eggs")));
    await().until(() -> telemetry.counter(Metric.SAVE_FAILURES).sum() >= 2);
    assertThat(archive.journalled()).isEqualTo(1);
    archive.refusesSaves = false;
    await().until(() -> archive.journalled() == 0);
    assertThat(archive.patterns).containsKeys("milk", "eggs");
    int saves = archive.saves;
    get(record(item("", "tea")));
    await().until(() -> archive.patterns.containsKey("tea"));
    assertThat(archive.saves).isGreaterThan(saves);
  }

  @Test
  void whatIsKeptIsToldToEverybody() throws Exception {
    var heard = new CopyOnWriteArrayList<AccessEvent>();
    Topics.HEARD.subscribe(vertx.eventBus(), message -> heard.addAll(message.events()));
    get(record(item("id-1", "milk"), item("id-1", "milk")));
    await().until(() -> heard.size() == 1);
  }

  @Test
  void batchesAreJournalledInTheOrderOfTheirArrival() throws Exception {
    archive.gate = Promise.promise();
    var answers = List.of(record(item("", "a")), record(item("", "b")), record(item("", "c")));
    archive.gate.complete();
    get(Future.all(answers));
    assertThat(archive.journal)
        .extracting(batch -> batch.sequence() + ((ItemAccess) batch.events().get(0)).key())
        .containsExactly("1a", "2b", "3c");
  }

  @Test
  void tooManyWaitingBatchesAreRefusedAndNotLost() throws Exception {
    archive.gate = Promise.promise();
    var refused = new AtomicInteger();
    var answers = new CopyOnWriteArrayList<Future<Recorded>>();
    for (int i = 0; i < 1_100; i++) {
      answers.add(record(item("", "k")).onFailure(cause -> refused.incrementAndGet()));
    }
    await().until(() -> refused.get() == 99);
    archive.gate.complete();
    get(Future.join(answers).otherwiseEmpty());
    assertThat(get(count()).accesses()).isEqualTo(1_001);
  }

  @Test
  void forgettingClearsWhatWasLearnedAndTheJournal() throws Exception {
    get(record(item("id-1", "milk"), prompt("add milk")));
    await().until(() -> shared.counts.containsKey("milk"));
    int cleared = shared.cleared.get();
    Forgotten forgotten = get(Topics.FORGET.request(vertx.eventBus(), new ForgetPatterns()));
    assertThat(forgotten).isEqualTo(new Forgotten(2, 2));
    assertThat(archive.journalled()).isZero();
    assertThat(snapshot().patterns()).isEmpty();
    await().until(() -> shared.cleared.get() == cleared + 1);
    assertThat(get(record(item("id-1", "milk")))).isEqualTo(new Recorded(1, 0));
  }

  @Test
  void whatIsForgottenWhileTheStoreIsAwayIsForgottenThereBeforeAnythingElseIsTold()
      throws Exception {
    get(record(item("", "milk")));
    await().until(() -> shared.counts.size() == 2);
    int cleared = shared.cleared.get();
    shared.fails = true;
    get(Topics.FORGET.request(vertx.eventBus(), new ForgetPatterns()));
    get(record(item("", "eggs")));
    await().until(() -> telemetry.counter(Metric.SHARED_COUNTS_FAILURES).sum() > 0);
    assertThat(shared.counts).containsKey("milk");
    shared.fails = false;
    await().until(() -> shared.counts.equals(Map.of("eggs", 1.0, "", 1.0)));
    assertThat(shared.cleared).hasValue(cleared + 1);
  }

  @Test
  void aNodeThatEndedBeforeTheStoreForgotMakesItForgetInItsNextLife() throws Exception {
    get(record(item("", "milk")));
    await().until(() -> shared.counts.size() == 2);
    shared.fails = true;
    get(Topics.FORGET.request(vertx.eventBus(), new ForgetPatterns()));
    get(vertx.undeploy(deployed));
    shared.fails = false;
    assertThat(shared.counts).containsKey("milk");
    deploy(1, Duration.ofHours(1));
    await().until(() -> !shared.counts.containsKey("milk"));
  }

  @Test
  void sharedCountsAreGatheredAndSurviveAnOutage() throws Exception {
    shared.fails = true;
    get(record(item("", "milk"), item("", "milk"), item("", "eggs")));
    await().until(() -> telemetry.counter(Metric.SHARED_COUNTS_FAILURES).sum() > 0);
    shared.fails = false;
    await().until(() -> shared.counts.equals(Map.of("milk", 2.0, "eggs", 1.0, "", 3.0)));
    assertThat(shared.accesses).isEqualTo(3);
  }

  @Test
  void aStoreThatHasLostItsCountsIsToldAllOfThem() throws Exception {
    get(record(item("", "milk"), item("", "eggs")));
    await().until(() -> shared.counts.size() == 3);
    shared.lose();
    get(record(item("", "tea")));
    await()
        .until(() -> shared.counts.equals(Map.of("milk", 1.0, "eggs", 1.0, "tea", 1.0, "", 3.0)));
  }

  @Test
  void whatAnEarlierLifeCountedIsToldAfterARestart() throws Exception {
    get(record(item("", "milk"), item("", "eggs")));
    get(vertx.undeploy(deployed));
    shared.lose();
    deploy(1, Duration.ofHours(1));
    await().until(() -> shared.counts.equals(Map.of("milk", 1.0, "eggs", 1.0, "", 2.0)));
  }

  @Test
  void whatOthersCountedIsAddedToWhatIsKnownHere() throws Exception {
    get(record(item("", "milk")));
    shared.others(
        new KeyCount("milk", "dairy", false, NOON, 6, 6, .5, 40, 0),
        new KeyCount("hot", "dairy", false, NOON, 50, 50, 0, 200, 0),
        new KeyCount("llm:x", "", true, NOON, 90, 90, 0, 200, 0));
    await().untilAsserted(() -> {
      var top = get(count()).top();
      assertThat(top).extracting(DemandCounts.Top::key).containsExactly("hot", "milk");
      assertThat(top).extracting(DemandCounts.Top::count).containsExactly(50L, 7L);
    });
    var milk = get(Topics.EXPLAIN_PATTERN.request(
            vertx.eventBus(), new ExplainPattern("milk", NOON)))
        .pattern()
        .orElseThrow();
    assertThat(milk.count()).isEqualTo(7);
    assertThat(milk.hitShare()).isCloseTo(3.0 / 7, within(1e-9));
    assertThat(milk.loadMillis()).isCloseTo((120 + 3 * 40) / 4.0, within(1e-9));
    assertThat(milk.profile().total()).isCloseTo(7, within(1e-5f));
    assertThat(snapshot().patterns()).extracting(PatternView::key).containsExactly("milk", "hot");
    shared.others();
    await()
        .untilAsserted(() ->
            assertThat(get(count()).top()).extracting(DemandCounts.Top::count).containsExactly(1L));
  }

  @Test
  void aPatternIsExplainedWithItsExposure() throws Exception {
    get(record(item("", "milk")));
    var found =
        get(Topics.EXPLAIN_PATTERN.request(vertx.eventBus(), new ExplainPattern("milk", NOON)));
    assertThat(found.pattern().orElseThrow().count()).isEqualTo(1);
    assertThat(found.exposureMillis()).isEqualTo(Duration.ofHours(6).toMillis());
    assertThat(get(count()).top().get(0).count()).isEqualTo(1);
  }

  @Test
  void whatIsSampledOutIsHeardAllTheSame() throws Exception {
    get(vertx.undeploy(deployed));
    deploy(.1, Duration.ofHours(1));
    var heard = new CopyOnWriteArrayList<AccessEvent>();
    Topics.HEARD.subscribe(vertx.eventBus(), message -> heard.addAll(message.events()));
    for (int i = 0; i < 50; i++) {
      get(record(item("", "milk")));
    }
    await().untilAsserted(() -> assertThat(heard).hasSize(50));
  }

  @Test
  void samplingDropsBeforeTheJournalAndScalesBack() throws Exception {
    get(vertx.undeploy(deployed));
    deploy(.1, Duration.ofHours(1));
    for (int i = 0; i < 20; i++) {
      var batch = new AccessEvent[100];
      java.util.Arrays.fill(batch, item("", "milk"));
      assertThat(get(record(batch))).isEqualTo(new Recorded(100, 0));
    }
    int journalled =
        archive.journal.stream().mapToInt(batch -> batch.events().size()).sum();
    assertThat(journalled).isBetween(120, 280);
    assertThat(get(count()).accesses()).isEqualTo(journalled * 10L);
    assertThat(telemetry.counter(Metric.EVENTS_SAMPLED_OUT).sum()).isEqualTo(2_000 - journalled);
  }

  private void deploy(double sampleRate, Duration saveEvery) throws Exception {
    var config = new Config.Analytics(sampleRate, Duration.ofDays(7), .95, 1_000);
    deployed = get(vertx.deployVerticle(
        () -> new AnalyticsVerticle(
            config,
            ZoneId.of("UTC"),
            clock,
            new Sharing(shared, AccessExchange.none()),
            telemetry,
            asked -> "llm:" + asked.query(),
            new SplittableRandom(5),
            saveEvery),
        new io.vertx.core.DeploymentOptions()));
  }

  /** What a crash leaves: the journal as it was, and no save. */
  private void restoreFrom(FakeArchive kept) {
    archive.patterns.clear();
    archive.prompts.clear();
    archive.ids = List.of();
    archive.covered = 0;
    archive.accesses = 0;
    archive.journal.clear();
    archive.journal.addAll(kept.journal);
  }

  private static void same(DemandSnapshot restored, DemandSnapshot original) {
    assertThat(restored.accesses()).isEqualTo(original.accesses());
    assertThat(restored.patterns()).containsExactlyInAnyOrderElementsOf(original.patterns());
    assertThat(restored.prompts()).isEqualTo(original.prompts());
    assertThat(restored.store()).isEqualTo(original.store());
  }

  private DemandSnapshot snapshot() throws Exception {
    return get(Topics.LEARN.request(vertx.eventBus(), new Learn(NOON))).snapshot();
  }

  private Future<DemandCounts> count() {
    return Topics.COUNT_DEMAND.request(vertx.eventBus(), new CountDemand());
  }

  private Future<Recorded> record(AccessEvent... events) {
    return Topics.RECORD.request(vertx.eventBus(), new CountAccesses(List.of(events)));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
  }

  private static ItemAccess item(String id, String key) {
    return new ItemAccess(id, key, NOON, 120, false, "", List.of(), 0, "", "");
  }

  private static PromptAccess prompt(String query) {
    return new PromptAccess("", "llama", query, NOON, 250, false, "done", "", "");
  }

  private static final class FakeShared implements SharedCounts {
    final Map<String, Double> counts = new ConcurrentHashMap<>();
    final AtomicInteger cleared = new AtomicInteger();
    volatile long accesses;
    volatile boolean fails;
    private volatile boolean whole;
    private volatile List<KeyCount> others = List.of();

    void lose() {
      counts.clear();
      whole = false;
    }

    void others(KeyCount... counted) {
      others = List.of(counted);
    }

    @Override
    public Future<Boolean> tell(Own own) {
      if (fails) {
        return Future.failedFuture("away");
      }
      own.counts().forEach(one -> counts.put(one.key(), one.count()));
      accesses = own.accesses();
      boolean before = whole;
      whole = true;
      return Future.succeededFuture(before);
    }

    @Override
    public Future<Others> hear(String node) {
      var told = others;
      return told.isEmpty()
          ? Future.succeededFuture(new Others(Set.of(), List.of(), false))
          : Future.succeededFuture(
              new Others(Set.of("other"), List.of(new Other("other", true, NOON, told)), false));
    }

    @Override
    public Future<Void> forget(String node) {
      if (fails) {
        return Future.failedFuture("away");
      }
      cleared.incrementAndGet();
      counts.clear();
      return Future.succeededFuture();
    }
  }
}
