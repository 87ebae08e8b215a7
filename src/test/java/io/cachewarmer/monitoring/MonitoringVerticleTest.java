package io.cachewarmer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.bus.Message.*;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.telemetry.Exposition;
import io.cachewarmer.telemetry.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MonitoringVerticleTest {

  private static final Future<Void> FINE = Future.succeededFuture();
  // Answers come at once here, or never.
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Pace QUICK = new Pace(MOMENT, Duration.ofMillis(250), MOMENT, MOMENT);

  private final Vertx vertx = Vertx.vertx();
  private final Exposition exposition = new Exposition();
  private final Readiness readiness = new Readiness();
  private final SettableClock clock = new SettableClock(1_000_000);
  private final AtomicReference<Supplier<Future<Done>>> archive =
      new AtomicReference<>(() -> Future.succeededFuture(Done.DONE));
  private final Map<Dependency, Supplier<Future<Void>>> questions = new EnumMap<>(Dependency.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    Topics.install(vertx);
    Topics.CHECK_ARCHIVE.serve(vertx.eventBus(), asked -> archive.get().get());
    lines.start();
    logger().addAppender(lines);
  }

  @AfterEach
  void close() throws Exception {
    logger().detachAppender(lines);
    vertx.close().await(10, TimeUnit.SECONDS);
    exposition.close();
  }

  @Test
  void aServiceWhoseDependenciesAnswerIsHealthyAndReadyOnceStarted() throws Exception {
    questions.put(Dependency.REDIS, () -> FINE);
    deploy();
    assertThat(health().degraded()).isFalse();
    assertThat(health().ready()).isFalse();
    readiness.ready();
    assertThat(health().ready()).isTrue();
    assertThat(health().checks()).extracting(Health.Check::name).containsExactly("sqlite", "redis");
    readiness.draining();
    assertThat(health().ready()).isFalse();
  }

  @Test
  void onlyWhatIsInUseIsChecked() throws Exception {
    deploy();
    assertThat(health().checks()).extracting(Health.Check::name).containsExactly("sqlite");
    assertThat(exposition.scrape("").body())
        .contains("dependency_up{name=\"sqlite\"}")
        .doesNotContain("dependency_up{name=\"redis\"}");
  }

  @Test
  void aLostRedisDegradesButDoesNotEndReadiness() throws Exception {
    questions.put(
        Dependency.REDIS, () -> Future.failedFuture(new StoreUnavailable("Redis refuses us")));
    readiness.ready();
    deploy();
    var health = health();
    assertThat(health.degraded()).isTrue();
    assertThat(health.ready()).isTrue();
    assertThat(health.checks()).contains(new Health.Check("redis", false, "Redis refuses us"));
  }

  @Test
  void oneAnswerThatFailsIsNotYetADependencyThatIsDown() throws Exception {
    var asked = new AtomicInteger();
    questions.put(
        Dependency.REDIS,
        () -> asked.getAndIncrement() == 0
            ? Future.failedFuture(new StoreUnavailable("Redis did not answer in time"))
            : FINE);
    deploy();
    assertThat(health().degraded()).isFalse();
    assertThat(asked).hasValue(2);
    assertThat(count("a dependency went down")).isZero();
  }

  @Test
  void anArchiveThatCannotKeepEventsEndsReadiness() throws Exception {
    archive.set(
        () -> Future.failedFuture(new Refusal(Refusal.Reason.OVERLOADED, "the disk is full")));
    readiness.ready();
    deploy();
    var health = health();
    assertThat(health.degraded()).isTrue();
    assertThat(health.ready()).isFalse();
    assertThat(health.checks())
        .containsExactly(new Health.Check("sqlite", false, "the disk is full"));
    assertThat(exposition.scrape("").body())
        .contains("cache_warmer_ready 0.0", "cache_warmer_degraded 1.0");
  }

  @Test
  void aCheckThatHangsIsDownWhenPatienceIsOverAndIsNotAskedAgainMeanwhile() throws Exception {
    var asked = new AtomicInteger();
    Promise<Void> hanging = Promise.promise();
    questions.put(Dependency.ORIGIN, () -> {
      asked.incrementAndGet();
      return hanging.future();
    });
    deploy();
    var first = health();
    assertThat(first.checks()).contains(new Health.Check("origin", false, "does not answer"));
    assertThat(first.checks()).contains(new Health.Check("sqlite", true, "answers"));
    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
      health();
      assertThat(count("a dependency went down")).isEqualTo(1);
    });
    assertThat(asked).hasValue(1);
    hanging.complete();
    await().atMost(Duration.ofSeconds(5)).until(() -> !health().degraded());
    assertThat(count("a dependency came back")).isEqualTo(1);
  }

  @Test
  void aCheckThatThrowsIsDownAndTellsNobodyWhatItThrew() throws Exception {
    questions.put(Dependency.OLLAMA, () -> {
      throw new IllegalStateException("/etc/secret");
    });
    deploy();
    assertThat(health().checks()).contains(new Health.Check("ollama", false, "does not answer"));
  }

  @Test
  void aStormOnHealthIsNoStormOnTheDependencies() throws Exception {
    var asked = new AtomicInteger();
    questions.put(Dependency.REDIS, () -> {
      asked.incrementAndGet();
      return FINE;
    });
    deploy();
    long began = System.nanoTime();
    for (int i = 0; i < 2_000; i++) {
      health();
    }
    long moments = (System.nanoTime() - began) / MOMENT.toNanos();
    assertThat(asked.get()).isBetween(1, (int) moments + 2);
  }

  @Test
  void theGaugesFollowADependencyWithoutAnybodyAskingForHealth() throws Exception {
    var redis = new AtomicReference<>(FINE);
    questions.put(Dependency.REDIS, redis::get);
    deploy();
    awaitLine("cache_warmer_dependency_up{name=\"redis\"} 1.0");
    redis.set(Future.failedFuture(new StoreUnavailable("gone")));
    awaitLine("cache_warmer_dependency_up{name=\"redis\"} 0.0");
    redis.set(FINE);
    awaitLine("cache_warmer_dependency_up{name=\"redis\"} 1.0");
    assertThat(count("a dependency went down")).isEqualTo(1);
    assertThat(count("a dependency came back")).isEqualTo(1);
  }

  @Test
  void theOutcomeFollowsAWarmToItsHit() throws Exception {
    deploy();
    var bus = vertx.eventBus();
    Topics.WARMED.publish(
        bus,
        new Warmed(List.of(
            new Warmed.WarmedKey("grocery:milk", Arm.PATTERN, 1_000_000, 1_060_000, 250, 100),
            new Warmed.WarmedKey("grocery:eggs", Arm.TIME, 1_000_000, 1_060_000, 250, 100))));
    Topics.HEARD.publish(
        bus, new Heard(List.of(hit("grocery:milk", 1_010_000), miss("grocery:tea", 1_020_000))));
    clock.set(1_100_000);
    await().atMost(Duration.ofSeconds(5)).until(() -> outcome().demandRequests() == 2);
    assertThat(outcome())
        .isEqualTo(new Outcome(1, 2, 1, 0.5, 0.5, 1, 250, Map.of(Arm.PATTERN, 1L, Arm.TIME, 1L)));
    awaitLine("cache_warmer_accuracy_ratio 0.5");
    assertThat(exposition.scrape("").body().lines())
        .contains(
            "cache_warmer_coverage_ratio 0.5",
            "cache_warmer_demand_requests_total 2.0",
            "cache_warmer_demand_hits_total 1.0",
            "cache_warmer_warmed_hits_total 1.0",
            "cache_warmer_wasted_loads_total 1.0",
            "cache_warmer_saved_seconds_total 0.25");
  }

  @Test
  void aRunThatEndsIsOneLineWithItsNumbers() throws Exception {
    deploy();
    Topics.RUN_ENDED.publish(vertx.eventBus(), new RunEnded(run(RunState.DONE)));
    Topics.RUN_ENDED.publish(vertx.eventBus(), new RunEnded(run(RunState.FAILED)));
    await().atMost(Duration.ofSeconds(5)).until(() -> count("a warming run ended") == 2);
    var ended = events("a warming run ended");
    assertThat(ended).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO, Level.WARN);
    assertThat(ended.get(0).getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .contains("warmed=7", "failed=2", "skipped=1", "candidates=10", "durationMillis=1234");
  }

  private static Run run(RunState state) {
    return new Run(
        "r1",
        state,
        Trigger.CYCLE,
        "auto",
        0,
        10,
        7,
        2,
        1,
        2048,
        1234,
        Map.of(),
        List.of("grocery:x: unknown"));
  }

  private static ItemAccess hit(String key, long at) {
    return access(key, true, at);
  }

  private static ItemAccess miss(String key, long at) {
    return access(key, false, at);
  }

  private static ItemAccess access(String key, boolean hit, long at) {
    return new ItemAccess("", key, at, 250, hit, "", List.of(), 0, "", "");
  }

  private void deploy() throws Exception {
    vertx
        .deployVerticle(
            new MonitoringVerticle(clock, exposition.telemetry(), readiness, questions, QUICK))
        .await(10, TimeUnit.SECONDS);
  }

  private Health health() throws Exception {
    return Topics.CHECK_HEALTH
        .request(vertx.eventBus(), new CheckHealth())
        .await(10, TimeUnit.SECONDS);
  }

  private Outcome outcome() throws Exception {
    return Topics.DESCRIBE_OUTCOME
        .request(vertx.eventBus(), new DescribeOutcome())
        .await(10, TimeUnit.SECONDS);
  }

  private void awaitLine(String line) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> exposition.scrape("").body().lines().anyMatch(line::equals));
  }

  private long count(String message) {
    return events(message).size();
  }

  private List<ILoggingEvent> events(String message) {
    return List.copyOf(lines.list).stream()
        .filter(e -> e.getMessage().equals(message))
        .toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.cachewarmer.monitoring");
  }
}
