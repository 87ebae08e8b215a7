package io.cachewarmer.archive.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.testing.RealRedis;
import io.cachewarmer.testing.RedisProcess;
import io.cachewarmer.testing.RedisServer;
import io.cachewarmer.testing.RedisWire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("redis")
@ExtendWith(RealRedis.class)
class RedisSharedCountsIT {

  private static final Duration HALF_LIFE = Duration.ofHours(1);
  private static final long NOON = 1_800_000_000_000L;
  private static final long HOUR = HALF_LIFE.toMillis();

  private final Vertx vertx = Vertx.vertx();
  private final String prefix = "t:" + UUID.randomUUID() + ":";
  private final List<RedisSharedCounts> nodes = new ArrayList<>();
  private URI url;
  private RedisWire wire;

  @BeforeEach
  void open(RedisServer redis) {
    url = redis.url();
    wire = redis.wire();
    wire.call("SELECT", "2");
  }

  @AfterEach
  void close() {
    wire.call("UNLINK", prefix + "analytics:weights", prefix + "analytics:landmark");
    nodes.forEach(node -> result(node.close()));
    result(vertx.close());
    wire.close();
  }

  private RedisSharedCounts connect(Duration halfLife, int mostKeys) {
    var node = new RedisSharedCounts(
        new Config.Redis(Optional.of(url), 0, 2, prefix),
        halfLife,
        mostKeys,
        Clock.system(),
        new Telemetry(new SimpleMeterRegistry()),
        vertx,
        new Random(1));
    nodes.add(node);
    return node;
  }

  private RedisSharedCounts node(Duration halfLife, int mostKeys) {
    var node = connect(halfLife, mostKeys);
    // The first connection of a cold JVM may take longer than a write may.
    Awaitility.await().pollInSameThread().until(() -> settled(node.clear()));
    return node;
  }

  private static boolean settled(Future<Void> call) {
    try {
      call.await(10, SECONDS);
      return true;
    } catch (Exception failed) {
      return false;
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.await(20, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** Accesses of the key that count at that moment. */
  private double countAt(String key, long atMillis) {
    var score = wire.call("ZSCORE", prefix + "analytics:weights", key);
    var landmark =
        Landmark.parse(wire.call("GET", prefix + "analytics:landmark")).orElseThrow();
    return score.isEmpty() ? 0 : Double.parseDouble(score) / landmark.weightAt(atMillis);
  }

  @Test
  void nodesMergeByAdding() {
    var one = node(HALF_LIFE, 100);
    var two = node(HALF_LIFE, 100);
    result(one.add(Map.of("milk", 3.0, "eggs", 1.0), NOON));
    result(two.add(Map.of("milk", 4.0), NOON + HOUR));
    assertThat(countAt("milk", NOON + HOUR)).isCloseTo(5.5, within(1e-9));
    assertThat(countAt("eggs", NOON + HOUR)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void eventsThatComeLateWeighWhatTheyWouldHave() {
    var node = node(HALF_LIFE, 100);
    result(node.add(Map.of("milk", 1.0), NOON));
    result(node.add(Map.of("milk", 1.0), NOON - HOUR));
    assertThat(countAt("milk", NOON)).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void growingWeightsAreScaledDownAndNothingIsLost() {
    var node = node(HALF_LIFE, 100);
    result(node.add(Map.of("eggs", 8.0), NOON));
    for (int hour = 0; hour <= 400; hour++) {
      result(node.add(Map.of("milk", 1.0), NOON + hour * HOUR));
    }
    long end = NOON + 400 * HOUR;
    assertThat(countAt("milk", end)).isCloseTo(2, within(1e-9));
    assertThat(Double.parseDouble(wire.call("ZSCORE", prefix + "analytics:weights", "milk")))
        .isLessThan(1e21);
  }

  @Test
  void anotherHalfLifeKeepsWhatCountsNow() {
    result(node(HALF_LIFE, 100).add(Map.of("milk", 8.0), NOON));
    var newer = connect(HALF_LIFE.multipliedBy(2), 100);
    Awaitility.await()
        .pollInSameThread()
        .until(() -> settled(newer.add(Map.of("eggs", 1.0), NOON + HOUR)));
    assertThat(countAt("milk", NOON + HOUR)).isCloseTo(4, within(1e-9));
    assertThat(countAt("milk", NOON + 3 * HOUR)).isCloseTo(2, within(1e-9));
  }

  @Test
  void concurrentRotationsByManyNodesLoseNothing() {
    var many = List.of(node(HALF_LIFE, 100), node(HALF_LIFE, 100), node(HALF_LIFE, 100));
    result(many.get(0).add(Map.of("milk", 1.0), NOON));
    long later = NOON + 70 * HOUR;
    var calls = new ArrayList<Future<Void>>();
    for (int i = 0; i < 20; i++) {
      for (var node : many) {
        calls.add(node.add(Map.of("milk", 1.0), later));
      }
    }
    result(Future.all(calls));
    assertThat(countAt("milk", later)).isCloseTo(60, within(1e-6));
  }

  @Test
  void onlyTheHeaviestAreKept() {
    var node = node(HALF_LIFE, 10);
    var accesses = new HashMap<String, Double>();
    for (int i = 1; i <= 2500; i++) {
      accesses.put("k" + i, (double) i);
    }
    result(node.add(accesses, NOON));
    assertThat(wire.call("ZCARD", prefix + "analytics:weights")).isEqualTo("10");
    assertThat(wire.call("ZREVRANGE", prefix + "analytics:weights", "0", "0")).isEqualTo("k2500");
  }

  @Test
  void clearRemovesOurCountsAndNothingElse() {
    var node = node(HALF_LIFE, 10);
    result(node.add(Map.of("milk", 1.0), NOON));
    wire.call("SET", prefix + "other", "theirs");
    result(node.clear());
    assertThat(wire.call("EXISTS", prefix + "analytics:weights", prefix + "analytics:landmark"))
        .isEqualTo("0");
    assertThat(wire.call("GET", prefix + "other")).isEqualTo("theirs");
    wire.call("DEL", prefix + "other");
  }

  @Test
  void nonsenseInPlaceOfTheLandmarkIsReplaced() {
    var node = node(HALF_LIFE, 10);
    wire.call("SET", prefix + "analytics:landmark", "nonsense");
    wire.call("ZADD", prefix + "analytics:weights", "1e300", "forged");
    result(node.add(Map.of("milk", 2.0), NOON));
    assertThat(countAt("milk", NOON)).isEqualTo(2);
    assertThat(countAt("forged", NOON)).isZero();
  }

  @Test
  void aForeignTypeUnderOurNameFailsTheFutureAndThrowsNothing() {
    var node = node(HALF_LIFE, 10);
    wire.call("SET", prefix + "analytics:weights", "a string");
    var added = node.add(Map.of("milk", 2.0), NOON);
    Awaitility.await().until(added::isComplete);
    assertThat(added.failed()).isTrue();
    assertThat(added.cause()).hasMessageContaining("something else");
  }

  @Test
  void withoutRedisTheFutureFailsSoonAndCountingGoesOnWhenItIsBack() {
    try (var redis = RedisProcess.start()) {
      url = redis.url();
      var node = node(HALF_LIFE, 10);
      redis.kill();
      var added = node.add(Map.of("milk", 2.0), NOON);
      Awaitility.await().until(added::isComplete);
      assertThat(added.failed()).isTrue();
      redis.restart();
      Awaitility.await()
          .pollInSameThread()
          .until(() -> settled(node.add(Map.of("milk", 2.0), NOON)));
      var score = new RedisWire(redis.url());
      score.call("SELECT", "2");
      assertThat(score.call("ZSCORE", prefix + "analytics:weights", "milk")).isEqualTo("2");
      score.close();
    }
  }
}
