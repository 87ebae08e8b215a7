package io.cachewarmer.ownership.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.cache.redis.FencedWrites;
import io.cachewarmer.cache.redis.RedisStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.Permits;
import io.cachewarmer.ownership.SharedPermits;
import io.cachewarmer.plan.Source;
import io.cachewarmer.redis.Deadlines;
import io.cachewarmer.redis.Guarded;
import io.cachewarmer.redis.RedisLinks;
import io.cachewarmer.redis.RedisUse;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.testing.RealRedis;
import io.cachewarmer.testing.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("redis")
@ExtendWith(RealRedis.class)
class RedisLeasesIT {

  private static final String PREFIX = "leases:";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Deadlines PATIENT = new Deadlines(
      Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));

  private final Telemetry telemetry = new Telemetry(new SimpleMeterRegistry());
  private final Vertx vertx = Vertx.vertx();
  private final RedisServer redis;
  private final Config.Redis config;

  RedisLeasesIT(RedisServer redis) {
    this.redis = redis;
    this.config = new Config.Redis(Optional.of(redis.url()), 0, 2, PREFIX);
  }

  @BeforeEach
  void empty() {
    try (var wire = redis.wire()) {
      for (var key : wire.call("KEYS", PREFIX + "*").split("\n")) {
        if (!key.isEmpty()) {
          wire.call("DEL", key);
        }
      }
    }
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void aLeaseHasOneHolderAndItsNumberGrows() {
    var a = leases("a");
    var b = leases("b");
    var first = result(a.take("x", MINUTE)).orElseThrow();
    assertThat(result(b.take("x", MINUTE))).isEmpty();
    assertThat(result(a.take("x", MINUTE))).isEmpty();
    result(a.release(first));
    var second = result(b.take("x", MINUTE)).orElseThrow();
    assertThat(second.fence()).isGreaterThan(first.fence());
  }

  @Test
  void whoHasLostALeaseCanNeitherRenewNorReleaseTheNextOnes() {
    var a = leases("a");
    var b = leases("b");
    var lost = result(a.take("x", Duration.ofMillis(50))).orElseThrow();
    await().until(() -> result(b.take("x", MINUTE)).isPresent());
    assertThat(result(a.renew(lost, MINUTE))).isFalse();
    result(a.release(lost));
    assertThat(result(a.take("x", MINUTE))).isEmpty();
  }

  @Test
  void aRenewedLeaseLivesOn() {
    var a = leases("a");
    var lease = result(a.take("x", Duration.ofSeconds(5))).orElseThrow();
    assertThat(result(a.renew(lease, MINUTE))).isTrue();
    assertThat(millisLeft("x")).isGreaterThan(30_000);
  }

  @Test
  void aNodeThatTheOthersHaveGivenUpWritesNothingThatItLoadedBefore() {
    var leases = leases("a");
    var node = new NodeLease(vertx, leases, Clock.system(), "a");
    result(node.start());
    var store = store(node);
    assertThat(put(store, "milk", Source.WARMED).stored()).isTrue();
    long loadedBefore = System.currentTimeMillis();
    forget("node:a");
    assertThat(put(store, "eggs", Source.WARMED).stored()).isFalse();
    assertThat(put(store, "read", Source.DEMAND).stored()).isTrue();
    // With the next renewal the node has a new lease, under which the old load is no better.
    await().until(() -> node.pass().filter(p -> p.sinceMillis() > loadedBefore).isPresent());
    assertThat(put(store, "eggs", loadedBefore - 1, Source.WARMED).stored()).isFalse();
    assertThat(put(store, "eggs", System.currentTimeMillis(), Source.WARMED).stored())
        .isTrue();
  }

  @Test
  void clearingTheCacheEndsNoLease() {
    var leases = leases("a");
    var node = new NodeLease(vertx, leases, Clock.system(), "a");
    result(node.start());
    var store = store(node);
    put(store, "milk", Source.WARMED);
    assertThat(result(store.clear())).isEqualTo(1);
    assertThat(put(store, "milk", Source.WARMED).stored()).isTrue();
  }

  @Test
  void allNodesTogetherHaveNoMorePlacesThanThereAre() {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new AtomicInteger();
    for (var node : List.of("a", "b", "c")) {
      Permits permits =
          new SharedPermits(vertx, Optional.of(leases(node)), null, "permit", 2, new Random(1));
      for (int i = 0; i < 4; i++) {
        permits.take().onSuccess(back -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          vertx.setTimer(30, timer -> {
            inside.decrementAndGet();
            done.incrementAndGet();
            back.run();
          });
        });
      }
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == 12);
    assertThat(most.get()).isBetween(1, 2);
  }

  private RedisLeases leases(String node) {
    return new RedisLeases(vertx, links(RedisUse.LEASES), PREFIX, node);
  }

  private RedisStore store(NodeLease node) {
    var fenced =
        new FencedWrites(node, new Guarded(vertx, links(RedisUse.FENCED).link()));
    return new RedisStore(
        config,
        Duration.ofHours(1),
        Clock.system(),
        telemetry,
        vertx,
        new Random(1),
        Optional.of(fenced));
  }

  private RedisLinks links(RedisUse use) {
    return new RedisLinks(vertx, config, use, PATIENT, Clock.system(), telemetry, new Random(1));
  }

  private static PutOutcome put(RedisStore store, String key, Source source) {
    return put(store, key, System.currentTimeMillis(), source);
  }

  private static PutOutcome put(RedisStore store, String key, long loadedAt, Source source) {
    var entry = new CacheEntry(key, Buffer.buffer("{}"), loadedAt, MINUTE, source);
    return result(store.putAll(List.of(entry))).get(0);
  }

  private void forget(String name) {
    try (var wire = redis.wire()) {
      assertThat(wire.call("DEL", PREFIX + "\u001f" + name)).isEqualTo("1");
    }
  }

  private long millisLeft(String name) {
    try (var wire = redis.wire()) {
      return Long.parseLong(wire.call("PTTL", PREFIX + "\u001f" + name));
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.await(20, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }
}
