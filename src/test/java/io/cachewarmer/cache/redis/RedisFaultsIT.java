package io.cachewarmer.cache.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.cache.FallbackStore;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.cache.heap.HeapStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.plan.Source;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.testing.RedisProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis going wrong in every way that it is known to: no call hangs, and no restart is needed. */
@Tag("redis")
class RedisFaultsIT {

  private static final String PREFIX = "walmart:";

  /** The write deadline, and what a busy machine may add. */
  private static final Duration BOUND = Duration.ofMillis(600);

  /** A refusal without asking; far below any deadline. */
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  // Held, as the registry holds what gauges look at only weakly.
  private final Telemetry telemetry = new Telemetry(meters);

  private RedisProcess redis;
  private RedisStore store;

  private void open(String... settings) {
    redis = RedisProcess.start(settings);
    connect(redis.url());
  }

  private void connect(URI url) {
    store = new RedisStore(
        new Config.Redis(Optional.of(url), 0, 2, PREFIX),
        Duration.ofHours(1),
        Clock.system(),
        telemetry,
        vertx,
        new Random(1));
  }

  @AfterEach
  void close() throws Exception {
    store.close().await(10, SECONDS);
    vertx.close().await(10, SECONDS);
    redis.close();
  }

  @Test
  void aRedisThatIsDownAtTheStartIsFoundWhenItComes() {
    open();
    redis.kill();
    assertThat(fails(this::read)).isLessThan(BOUND);
    refusesAtOnce();
    redis.restart();
    recovers();
  }

  @Test
  void aKilledRedisCostsNothingAndIsFoundAgainEmpty() {
    open();
    answersSoon();
    put("milk");
    var inFlight = IntStream.range(0, 200).mapToObj(i -> store.get("milk")).toList();
    redis.kill();
    long started = System.nanoTime();
    for (var call : inFlight) {
      outcomeOf(call);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BOUND);
    within(Duration.ofSeconds(2)).until(() -> store.get("milk").failed());
    refusesAtOnce();
    redis.restart();
    recovers();
    assertThat(value(store.get("milk"))).isEmpty();
    assertThat(put("milk").stored()).isTrue();
  }

  /** With commands unread the kernel resets the connection instead of ending it. */
  @Test
  void aConnectionThatIsResetIsMadeAnew() {
    open();
    answersSoon();
    redis.freeze();
    var unread = IntStream.range(0, 20).mapToObj(i -> store.get("milk")).toList();
    redis.kill();
    assertThat(unread).allMatch(call -> outcomeOf(call) instanceof StoreUnavailable);
    within(Duration.ofSeconds(2)).until(() -> store.get("milk").failed());
    redis.restart();
    recovers();
  }

  @Test
  void aStoppedRedisHoldsNoCallBeyondItsDeadlineAndIsFoundAgain() {
    open();
    answersSoon();
    redis.freeze();
    for (int i = 0; i < 3; i++) {
      assertThat(fails(this::read)).isLessThan(BOUND);
    }
    refusesAtOnce();
    assertThat(meters
            .get("cache_warmer.redis_breaker_open")
            .tag("use", "cache")
            .gauge()
            .value())
        .isEqualTo(1);
    assertThat(inFlight()).isZero();
    redis.thaw();
    recovers();
    connectionsAreFew(redis.url());
  }

  @Test
  void manyCallsToAStoppedRedisAllEndAndAreBounded() {
    open();
    answersSoon();
    redis.freeze();
    var calls = IntStream.range(0, 20_000).mapToObj(i -> store.get("k" + i)).toList();
    assertThat(inFlight()).isLessThanOrEqualTo(4 * 2048);
    long started = System.nanoTime();
    assertThat(calls).allMatch(call -> outcomeOf(call) instanceof StoreUnavailable);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    redis.thaw();
    recovers();
    within(Duration.ofSeconds(2)).until(() -> inFlight() == 0);
  }

  @Test
  void aPausedRedisIsSlowForAFewCallsAndThenGone() {
    open();
    answersSoon();
    redis.call("CLIENT", "PAUSE", "2500", "ALL");
    for (int i = 0; i < 3; i++) {
      assertThat(fails(this::read)).isLessThan(BOUND);
    }
    refusesAtOnce();
    within(Duration.ofSeconds(8)).until(this::answers);
    connectionsAreFew(redis.url());
  }

  @Test
  void aWrongPasswordLeaksNoConnectionsAndTheRightOneIsTakenUp() {
    open("--requirepass", "right");
    store.close();
    connect(redis.url(":wrong"));
    assertThat(fails(this::read)).isLessThan(BOUND);
    within(Duration.ofSeconds(2)).until(() -> store.get("milk").failed());
    refusesAtOnce();
    assertThat(message(store.get("milk"))).contains("password").doesNotContain("wrong");
    var right = redis.url(":right");
    // Every attempt so far has been closed again, beside the one that asks.
    within(Duration.ofSeconds(6)).during(Duration.ofSeconds(3)).until(() -> connections(right) < 8);
    assertThat(Integer.parseInt(redis.info(right, "stats", "total_connections_received")))
        .isLessThan(200);
    redis.call(right, "CONFIG", "SET", "requirepass", "wrong");
    within(Duration.ofSeconds(12)).until(this::answers);
    connectionsAreFew(redis.url(":wrong"));
  }

  @Test
  void aPasswordThatIsAskedForAndNotGivenIsSaid() {
    open("--requirepass", "right");
    assertThat(fails(this::read)).isLessThan(BOUND);
    within(Duration.ofSeconds(2)).until(() -> store.get("milk").failed());
    assertThat(message(store.get("milk"))).contains("asks for a password");
  }

  @Test
  void aFullRedisRefusesWritesWithTheReasonServesReadsAndIsUsedAgainWhenThereIsRoom() {
    open();
    answersSoon();
    put("milk");
    redis.call("CONFIG", "SET", "maxmemory-policy", "noeviction");
    redis.call("CONFIG", "SET", "maxmemory", "1");
    var refused = put("eggs");
    assertThat(refused.stored()).isFalse();
    assertThat(refused.problem()).contains("out of memory");
    assertThat(value(store.get("milk"))).isPresent();
    assertThat(counted("oom")).isPositive();
    redis.call("CONFIG", "SET", "maxmemory", "0");
    within(Duration.ofSeconds(5)).until(() -> put("eggs").stored());
  }

  @Test
  void aRedisThatRefusesWritesIsNotWellAlthoughItAnswers() {
    open();
    answersSoon();
    redis.call("CONFIG", "SET", "maxmemory", "1");
    assertThat(message(store.ping())).contains("out of memory");
    redis.call("CONFIG", "SET", "maxmemory", "0");
    assertThat(answers()).isTrue();
    assertThat(redis.call("DBSIZE")).as("the question leaves nothing behind").isEqualTo("1");
  }

  @Test
  void aWriteThatRedisTakesUpLateDoesNotOutliveItsTime() {
    open();
    answersSoon();
    redis.freeze();
    var shortLived = new CacheEntry(
        "milk",
        Buffer.buffer("1"),
        System.currentTimeMillis(),
        Duration.ofMillis(490),
        Source.DEMAND);
    assertThat(outcomeOf(store.putAll(List.of(shortLived)))).isInstanceOf(StoreUnavailable.class);
    within(Duration.ofSeconds(2))
        .until(() -> System.currentTimeMillis() > shortLived.loadedAtMillis() + 490);
    redis.thaw();
    within(Duration.ofSeconds(10)).during(Duration.ofMillis(400)).until(() -> {
      // Seen once is too late already: another look a moment later would find it gone.
      assertThat(redis.call("EXISTS", PREFIX + "milk")).isEqualTo("0");
      return true;
    });
  }

  @Test
  void aFullRedisIsNotHammered() {
    open();
    answersSoon();
    redis.call("CONFIG", "SET", "maxmemory", "1");
    var many = IntStream.range(0, 100).mapToObj(i -> entry("k" + i)).toList();
    for (int i = 0; i < 50; i++) {
      assertThat(value(store.putAll(many))).hasSize(100).noneMatch(PutOutcome::stored);
    }
    // The first pipeline found out; after that one entry a second tries.
    assertThat(counted("oom")).isBetween(100.0, 110.0);
  }

  @Test
  void aReadOnlyReplicaRefusesWritesWithTheReason() {
    open();
    answersSoon();
    redis.call("CONFIG", "SET", "replica-serve-stale-data", "yes");
    redis.call("REPLICAOF", "127.0.0.1", "1");
    var refused = put("milk");
    assertThat(refused.stored()).isFalse();
    assertThat(refused.problem()).contains("read-only replica");
    redis.call("REPLICAOF", "NO", "ONE");
    within(Duration.ofSeconds(5)).until(() -> put("milk").stored());
  }

  @Test
  void aUserWithoutPermissionIsToldSo() {
    open();
    redis.call(
        "ACL", "SETUSER", "reader", "on", ">secret", "~*", "+@read", "+@connection", "+select");
    store.close();
    connect(redis.url("reader:secret"));
    within(Duration.ofSeconds(5)).until(() -> succeeds(read()));
    assertThat(message(store.ping())).contains("does not permit");
    assertThat(put("milk").problem()).contains("does not permit");
  }

  @Test
  void aUserAndAPasswordWithSpecialCharactersAreTaken() {
    open();
    redis.call("ACL", "SETUSER", "a+b", "on", ">s:c+r/t%", "~walmart:*", "+@all");
    store.close();
    connect(redis.url("a+b:s%3Ac+r%2Ft%25"));
    within(Duration.ofSeconds(5)).until(this::answers);
    assertThat(put("milk").stored()).isTrue();
  }

  @Test
  void aWrongTypeUnderOurKeyIsAMissAndNoFault() {
    open();
    answersSoon();
    redis.call("HSET", PREFIX + "milk", "a", "b");
    assertThat(value(store.get("milk"))).isEmpty();
    assertThat(value(store.millisLeft(List.of("milk")))).containsExactly(0L);
    assertThat(put("milk").stored()).isTrue();
  }

  @Test
  void theReserveServesWhileRedisIsGoneAndRedisComesFirstAfterwards() {
    open();
    answersSoon();
    CacheStore both = new FallbackStore(
        store, new HeapStore(1 << 20, Clock.system(), new Telemetry(new SimpleMeterRegistry())));
    redis.freeze();
    assertThat(value(both.get("milk"))).isEmpty();
    assertThat(value(both.putAll(List.of(entry("milk")))).get(0).stored()).isTrue();
    assertThat(value(both.get("milk"))).isPresent();
    redis.thaw();
    recovers();
    assertThat(value(both.putAll(List.of(entry("milk")))).get(0).stored()).isTrue();
    assertThat(redis.call("GET", PREFIX + "milk")).isEqualTo("1");
  }

  @Test
  void aPeerThatAcceptsAndNeverSpeaksKeepsNoSocketOfOurs() throws Exception {
    open();
    store.close();
    try (var mute = new MuteServer()) {
      connect(mute.url());
      for (int i = 0; i < 3; i++) {
        assertThat(fails(this::read)).isLessThan(BOUND);
      }
      within(Duration.ofSeconds(4)).until(() -> mute.accepted() > 2);
      assertThat(mute.open()).isLessThanOrEqualTo(2);
      refusesAtOnce();
      store.close().await(10, SECONDS);
      within(Duration.ofSeconds(5)).until(() -> mute.open() == 0);
    }
  }

  /** Polls on this thread, whose calls always go over the same one of the store's connections. */
  private static ConditionFactory within(Duration time) {
    return Awaitility.await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(20))
        .atMost(time);
  }

  private static CacheEntry entry(String key) {
    return new CacheEntry(
        key, Buffer.buffer("1"), System.currentTimeMillis(), Duration.ofHours(1), Source.DEMAND);
  }

  private PutOutcome put(String key) {
    return value(store.putAll(List.of(entry(key)))).get(0);
  }

  private Future<Optional<CachedValue>> read() {
    return store.get("milk");
  }

  private boolean answers() {
    return succeeds(store.ping());
  }

  private static boolean succeeds(Future<?> call) {
    return !(outcomeOf(call) instanceof Throwable);
  }

  /** The first connection of a cold JVM may take longer than a read may. */
  private void answersSoon() {
    within(Duration.ofSeconds(10)).until(() -> answers() && put("warm-up").stored());
  }

  private void recovers() {
    within(Duration.ofSeconds(2)).until(this::answers);
  }

  private void refusesAtOnce() {
    var took = IntStream.range(0, 20).mapToObj(i -> fails(this::read)).sorted().toList();
    assertThat(took.get(10)).isLessThan(AT_ONCE);
  }

  /** How long the call took to fail. */
  private static <T> Duration fails(Supplier<Future<T>> call) {
    long started = System.nanoTime();
    assertThat(outcomeOf(call.get())).isInstanceOf(StoreUnavailable.class);
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static <T> String message(Future<T> call) {
    return String.valueOf(((Throwable) outcomeOf(call)).getMessage());
  }

  private static <T> T value(Future<T> call) {
    try {
      return call.await(10, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("a call hangs", e);
    }
  }

  /** The value, or the failure. */
  private static Object outcomeOf(Future<?> call) {
    try {
      return String.valueOf(call.await(10, SECONDS));
    } catch (TimeoutException e) {
      throw new AssertionError("a call hangs", e);
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  private double counted(String kind) {
    return meters
        .get("cache_warmer.redis_failures")
        .tags("use", "cache", "kind", kind)
        .functionCounter()
        .count();
  }

  private double inFlight() {
    return meters
        .get("cache_warmer.redis_in_flight")
        .tag("use", "cache")
        .gauge()
        .value();
  }

  private int connections(URI url) {
    return Integer.parseInt(redis.info(url, "clients", "connected_clients"));
  }

  private void connectionsAreFew(URI url) {
    within(Duration.ofSeconds(5)).until(() -> connections(url) < 8);
  }
}
