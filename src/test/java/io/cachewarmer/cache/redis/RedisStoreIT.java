package io.cachewarmer.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CacheStoreContract;
import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.plan.Source;
import io.cachewarmer.redis.Deadlines;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.testing.RealRedis;
import io.cachewarmer.testing.RedisServer;
import io.cachewarmer.testing.RedisWire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("redis")
@ExtendWith(RealRedis.class)
class RedisStoreIT extends CacheStoreContract {

  /** A busy build machine is no fault of Redis; what happens at the standard ones is told elsewhere. */
  private static final Deadlines PATIENT = new Deadlines(
      Duration.ofSeconds(10),
      Duration.ofSeconds(10),
      Duration.ofSeconds(10),
      Duration.ofSeconds(5));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  // Held, as the registry holds what gauges look at only weakly.
  private final Telemetry telemetry = new Telemetry(meters);

  private final Vertx vertx = Vertx.vertx();
  private final String prefix = "t*[" + UUID.randomUUID() + "]:";
  private Config.Redis config;
  private RedisStore store;
  private RedisWire wire;

  @BeforeEach
  void open(RedisServer redis) {
    config = new Config.Redis(Optional.of(redis.url()), 0, 2, prefix);
    store = newStore();
    wire = redis.wire();
  }

  private RedisStore newStore() {
    return new RedisStore(
        config, HOUR, PATIENT, Clock.system(), telemetry, vertx, new Random(1), Optional.empty());
  }

  @AfterEach
  void close() {
    result(store.clear());
    result(store.close());
    result(vertx.close());
    wire.close();
  }

  @Override
  protected CacheStore store() {
    return store;
  }

  @Test
  void theValueInRedisIsTheJsonTextAsItWasGivenUnderThePrefixedKey() {
    put(warmed("grocery:milk", "{\"a\":1}"));
    assertThat(wire.call("GET", prefix + "grocery:milk")).isEqualTo("{\"a\":1}");
    assertThat(Long.parseLong(wire.call("PTTL", prefix + "grocery:milk")))
        .isBetween(HOUR.toMillis() - 30_000, HOUR.toMillis());
  }

  @Test
  void clearTouchesNothingOutsideThePrefix() {
    // The prefix holds wildcards: taken as a pattern it would match this key.
    var neighbour = "tx" + prefix.charAt(3) + ":neighbour";
    wire.call("SET", neighbour, "theirs", "PX", "60000");
    put(warmed("grocery:milk", "1"));
    assertThat(result(store.clear())).isEqualTo(1);
    assertThat(wire.call("GET", neighbour)).isEqualTo("theirs");
    wire.call("DEL", neighbour);
  }

  @Test
  void foreignDataUnderOurKeyIsACountedMissAndIsOverwritten() {
    wire.call("RPUSH", prefix + "list", "x");
    wire.call("SET", prefix + "for-ever", "x");
    assertThat(result(store.get("list"))).isEmpty();
    assertThat(result(store.get("for-ever"))).isEmpty();
    assertThat(meters.get("cache_warmer.redis_foreign_values").functionCounter().count())
        .isEqualTo(2);
    assertThat(put(demanded("list", "1")).stored()).isTrue();
    assertThat(read("list").value().toString()).isEqualTo("1");
  }

  @Test
  void aHugeForeignValueIsAMissAndIsNotFetchedWhole() {
    wire.call("SETRANGE", prefix + "huge", "60000000", "x");
    wire.call("PEXPIRE", prefix + "huge", "60000");
    assertThat(result(store.get("huge"))).isEmpty();
    assertThat(result(store.get("huge"))).isEmpty();
  }

  @Test
  void aValueThatAnotherNodeWroteIsServedWithTheAgeThatItsExpiryTells() {
    wire.call("SET", prefix + "theirs", "7", "PX", "3000000");
    var found = read("theirs");
    assertThat(found.source()).isEqualTo(Source.DEMAND);
    assertThat(found.age()).isBetween(Duration.ofSeconds(599), Duration.ofSeconds(630));
  }

  @Test
  void ourNoteOnAValueIsForgottenWhenSomebodyElseReplacesIt() {
    put(warmed("grocery:milk", "1"));
    wire.call("SET", prefix + "grocery:milk", "2", "PX", "60000");
    assertThat(read("grocery:milk").source()).isEqualTo(Source.DEMAND);
  }

  @Test
  void warmedEntriesSurviveARestartAndDemandedOnesDoNotPassForThem() {
    put(warmed("grocery:milk", "1"));
    put(warmed("grocery:eggs", "2"));
    put(warmed("grocery:gone", "3"));
    put(demanded("grocery:bread", "4"));
    put(demanded("grocery:eggs", "5"));
    wire.call("DEL", prefix + "grocery:gone");
    result(store.close());
    store = newStore();
    assertThat(read("grocery:milk").source()).isEqualTo(Source.DEMAND);
    assertThat(result(store.recover()))
        .extracting(WarmedEntry::key)
        .containsExactly("grocery:milk");
    assertThat(read("grocery:milk").source()).isEqualTo(Source.WARMED);
    wire.call("SELECT", "2");
    assertThat(wire.call("HKEYS", prefix + "warmed")).isEqualTo("grocery:milk");
  }

  @Test
  void expiredFieldsAndNonsenseLeaveTheIndex() {
    wire.call("SELECT", "2");
    wire.call("HSET", prefix + "warmed", "old", "1:2:3", "nonsense", "x", "more", "a:b:c");
    assertThat(result(store.recover())).isEmpty();
    assertThat(wire.call("EXISTS", prefix + "warmed")).isEqualTo("0");
  }

  @Test
  void aFullIndexIsSweptAsItGrows() {
    wire.call("SELECT", "2");
    wire.call("HSET", prefix + "warmed", "old", "1:2:3");
    result(store.putAll(
        IntStream.range(0, 1000).mapToObj(i -> warmed("w" + i, "1")).toList()));
    assertThat(wire.call("HEXISTS", prefix + "warmed", "old")).isEqualTo("0");
    assertThat(wire.call("HLEN", prefix + "warmed")).isEqualTo("1000");
  }

  @Test
  void bytesAreWhatRedisSaysThatTheyAre() {
    for (int size : List.of(1, 100, 150, 300, 1000, 2048, 5000, 20_000, 40_000, 65_536)) {
      var value = Buffer.buffer("x".repeat(size));
      long told = put(demanded("grocery:size", value.toString())).bytes();
      long used = Long.parseLong(wire.call("MEMORY", "USAGE", prefix + "grocery:size"));
      assertThat((double) told).as("%d bytes", size).isCloseTo(used, within(0.2 * used));
    }
  }

  @Test
  void callsFromManyEventLoopsShareAFewConnections() {
    var loops = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(16));
    var many = new RedisStore(
        config, HOUR, PATIENT, Clock.system(), telemetry, loops, new Random(1), Optional.empty());
    var calls = IntStream.range(0, 16)
        .mapToObj(i -> loops.deployVerticle(new VerticleBase() {
          @Override
          public Future<?> start() {
            return many.putAll(List.of(warmed("k" + i, "1")));
          }
        }))
        .toList();
    result(Future.all(calls));
    long ours = wire.call("CLIENT", "LIST")
        .lines()
        .filter(l -> l.contains("name=cache-warmer"))
        .count();
    assertThat(ours).isBetween(2L, 8L);
    result(many.close());
    result(loops.close());
  }
}
