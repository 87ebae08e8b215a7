package io.cachewarmer.archive.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.archive.AccessExchange.Entry;
import io.cachewarmer.archive.AccessExchange.Fresh;
import io.cachewarmer.archive.AccessExchange.Heard;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.testing.RedisProcess;
import io.cachewarmer.testing.RedisWire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("redis")
class RedisAccessExchangeIT {

  private static final long NOON = 1_800_000_000_000L;

  private final Vertx vertx = Vertx.vertx();
  private final SettableClock clock = new SettableClock(NOON);
  private final List<RedisAccessExchange> opened = new ArrayList<>();
  private RedisProcess redis;
  private RedisWire wire;

  @BeforeEach
  void open() {
    redis = RedisProcess.start();
    wire = new RedisWire(redis.url());
    wire.call("SELECT", "2");
  }

  @AfterEach
  void close() {
    opened.forEach(node -> result(node.close()));
    result(vertx.close());
    wire.close();
    redis.close();
  }

  private RedisAccessExchange connect() {
    var node = new RedisAccessExchange(
        new Config.Redis(Optional.of(redis.url()), 0, 2, "t:"),
        clock,
        new Telemetry(new SimpleMeterRegistry()),
        vertx,
        new SplittableRandom(1));
    opened.add(node);
    // The first connection of a cold JVM may take longer than a write may.
    Awaitility.await().pollInSameThread().until(() -> settled(node.hear("nobody", Map.of())));
    return node;
  }

  private static boolean settled(Future<?> call) {
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

  private static Entry entry(long number, String... keys) {
    var events = new ArrayList<ItemAccess>();
    for (var key : keys) {
      events.add(new ItemAccess("", key, NOON, 0, false, "dairy", List.of(), 0, "u", "s"));
    }
    return new Entry(
        42,
        number,
        number * 10,
        keys.length,
        1,
        2,
        List.of(new Fresh("warm", NOON, NOON + 1)),
        events);
  }

  private static List<Entry> entries(List<Heard> heard) {
    return heard.stream().map(Heard::entry).toList();
  }

  @Test
  void whatANodeTellsTheOthersHearInOrderAndEachAtItsOwnPace() {
    var one = connect();
    var two = connect();
    result(one.tell("n1", entry(1, "milk", "eggs")));
    result(one.tell("n1", entry(2, "tea")));
    result(two.tell("n2", entry(1, "bread")));
    var heard = result(two.hear("n2", Map.of()));
    assertThat(entries(heard)).containsExactly(entry(1, "milk", "eggs"), entry(2, "tea"));
    assertThat(heard).extracting(Heard::node).containsOnly("n1");
    var after = Map.of("n1", heard.get(0).position());
    assertThat(entries(result(two.hear("n2", after)))).containsExactly(entry(2, "tea"));
    var end = Map.of("n1", heard.get(1).position());
    assertThat(result(two.hear("n2", end))).isEmpty();
    assertThat(entries(result(one.hear("n1", Map.of())))).containsExactly(entry(1, "bread"));
    assertThat(entries(result(two.hear("n2", Map.of("n1", "nonsense"))))).hasSize(2);
  }

  @Test
  void aLogIsBoundedAndWhatIsLeftIsHeardPageByPage() {
    var one = connect();
    for (int number = 1; number <= 1_000; number++) {
      result(one.tell("n1", entry(number, "k" + number)));
    }
    assertThat(Long.parseLong(wire.call("XLEN", "t:heard:n1")))
        .isBetween(
            (long) RedisAccessExchange.MOST_ENTRIES, RedisAccessExchange.MOST_ENTRIES + 100L);
    assertThat(Long.parseLong(wire.call("PTTL", "t:heard:n1"))).isPositive();
    var positions = new HashMap<String, String>();
    var numbers = new ArrayList<Long>();
    List<Heard> heard;
    do {
      heard = result(one.hear("n2", positions));
      heard.forEach(one1 -> {
        positions.put(one1.node(), one1.position());
        numbers.add(one1.entry().number());
      });
    } while (!heard.isEmpty());
    assertThat(numbers).isSorted().doesNotHaveDuplicates().endsWith(1_000L);
    assertThat(numbers.size()).isGreaterThanOrEqualTo(RedisAccessExchange.MOST_ENTRIES);
  }

  @Test
  void whatNobodyOfUsWroteIsPassedOverAndKeepsNobodyFromTheRest() {
    var one = connect();
    result(one.tell("n1", entry(1, "milk")));
    wire.call("XADD", "t:heard:n1", "*", "e", "nonsense");
    wire.call("XADD", "t:heard:n1", "*", "other", "field", "and", "more");
    wire.call("XADD", "t:heard:n1", "*", "e", "x".repeat(2 << 20));
    result(one.tell("n1", entry(2, "tea")));
    wire.call("SET", "t:heard:n3", "a string");
    wire.call(
        "HSET", "t:heard:nodes", "n3", Long.toString(NOON), "n4", "nonsense", "", "7", "n5", "1");
    var positions = new HashMap<String, String>();
    var heard = new ArrayList<Heard>(result(one.hear("n2", positions)));
    assertThat(entries(heard).stream().filter(e -> !e.equals(Entry.UNREADABLE)))
        .containsExactly(entry(1, "milk"), entry(2, "tea"));
    assertThat(heard).hasSize(5);
    positions.put("n1", heard.get(4).position());
    assertThat(result(one.hear("n2", positions))).isEmpty();
  }

  @Test
  void aNodeThatHasToldNothingForADayIsNotAskedAnyMore() {
    var one = connect();
    result(one.tell("n1", entry(1, "milk")));
    clock.advance(Duration.ofDays(1).toMillis() + 1);
    assertThat(result(one.hear("n2", Map.of()))).isEmpty();
  }

  @Test
  void withoutRedisTheFutureFailsSoonAndTheExchangeGoesOnWhenItIsBack() {
    var one = connect();
    result(one.tell("n1", entry(1, "milk")));
    redis.kill();
    var telling = one.tell("n1", entry(2, "tea"));
    Awaitility.await().until(telling::isComplete);
    assertThat(telling.failed()).isTrue();
    redis.restart();
    Awaitility.await().pollInSameThread().until(() -> settled(one.tell("n1", entry(2, "tea"))));
    assertThat(entries(result(one.hear("n2", Map.of())))).contains(entry(2, "tea"));
  }
}
