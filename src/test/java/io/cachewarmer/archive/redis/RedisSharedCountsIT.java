package io.cachewarmer.archive.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.archive.SharedCounts.Others;
import io.cachewarmer.archive.SharedCounts.Own;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.popularity.KeyCount;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.testing.RedisProcess;
import io.cachewarmer.testing.RedisWire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("redis")
class RedisSharedCountsIT {

  private static final long NOON = 1_800_000_000_000L;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final String PREFIX = "t:";

  private final Vertx vertx = Vertx.vertx();
  private final SettableClock clock = new SettableClock(NOON);
  private final List<RedisSharedCounts> opened = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(3);
  private RedisProcess redis;
  private RedisWire wire;

  @BeforeEach
  void open() {
    redis = RedisProcess.start();
    connectWire();
  }

  @AfterEach
  void close() {
    opened.forEach(node -> result(node.close()));
    result(vertx.close());
    wire.close();
    redis.close();
  }

  private void connectWire() {
    wire = new RedisWire(redis.url());
    wire.call("SELECT", "2");
  }

  private RedisSharedCounts connect(int mostKeys) {
    var node = new RedisSharedCounts(
        new Config.Redis(Optional.of(redis.url()), 0, 2, PREFIX),
        mostKeys,
        WEEK,
        clock,
        new Telemetry(new SimpleMeterRegistry()),
        vertx,
        random.split());
    opened.add(node);
    // The first connection of a cold JVM may take longer than a write may.
    Awaitility.await().pollInSameThread().until(() -> settled(node.hear("nobody")));
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

  private static KeyCount count(String key, double count) {
    return new KeyCount(key, "dairy products", false, NOON, count, count / 2, .25, 120.5, 2048);
  }

  private static Own own(String node, long accesses, KeyCount... counts) {
    return new Own(node, accesses, NOON, List.of(counts));
  }

  private double told(String node, String key) {
    var text = wire.call("HGET", PREFIX + "analytics:counts:" + node, key);
    return text.isEmpty() ? 0 : CountText.parse(key, text, NOON).orElseThrow().count();
  }

  @Test
  void whatANodeTellsOthersHearAsItWasCounted() {
    var one = connect(100);
    var two = connect(100);
    assertThat(result(one.tell(own("n1", 3, count("milk", 3), count("eggs", .125)))))
        .isFalse();
    assertThat(result(two.tell(own("n2", 4, count("milk", 4))))).isFalse();
    var heard = result(two.hear("n2"));
    assertThat(heard.present()).containsExactly("n1");
    assertThat(heard.changed()).hasSize(1);
    assertThat(heard.changed().get(0).anew()).isTrue();
    assertThat(heard.changed().get(0).counts())
        .containsExactlyInAnyOrder(count("milk", 3), count("eggs", .125));
    assertThat(result(two.hear("n2")).changed()).isEmpty();
    assertThat(result(one.tell(own("n1", 5, count("milk", 5))))).isTrue();
    var later = result(two.hear("n2")).changed();
    assertThat(later).hasSize(1);
    assertThat(later.get(0).anew()).isFalse();
    assertThat(later.get(0).counts()).containsExactly(count("milk", 5));
    assertThat(wire.call("HVALS", PREFIX + "analytics:nodes").lines())
        .containsExactlyInAnyOrder("5", "4");
  }

  @Test
  void manyChangesAreHeardInPagesAndEachOfThem() {
    var one = connect(10_000);
    var two = connect(10_000);
    for (int batch = 0; batch < 5; batch++) {
      var counts = IntStream.range(batch * 900, batch * 900 + 900)
          .mapToObj(i -> count("k" + i, i))
          .toArray(KeyCount[]::new);
      result(one.tell(own("n1", 0, counts)));
    }
    var heard = new HashMap<String, KeyCount>();
    Others others;
    int pages = 0;
    do {
      others = result(two.hear("n2"));
      others.changed().forEach(o -> o.counts().forEach(c -> heard.put(c.key(), c)));
      pages++;
    } while (others.more());
    assertThat(heard).hasSize(4_500).containsEntry("k4499", count("k4499", 4499));
    assertThat(pages).isGreaterThan(1);
  }

  @Test
  void ofTooManyKeysTheOnesThatChangedLongestAgoLeave() {
    var node = connect(1_000);
    for (int batch = 0; batch < 6; batch++) {
      var counts = IntStream.range(batch * 500, batch * 500 + 500)
          .mapToObj(i -> count("k" + i, 1))
          .toArray(KeyCount[]::new);
      result(node.tell(own("n1", 0, counts)));
    }
    assertThat(told("n1", "k2999")).isEqualTo(1);
    assertThat(told("n1", "k0")).isZero();
    long held = Long.parseLong(wire.call("ZCARD", PREFIX + "analytics:changes:n1"));
    assertThat(held).isLessThanOrEqualTo(2_000);
    assertThat(wire.call("HLEN", PREFIX + "analytics:counts:n1")).isEqualTo(Long.toString(held));
  }

  @Test
  void forgettingForgetsTheOwnCountsAndNothingElse() {
    var one = connect(100);
    var two = connect(100);
    result(one.tell(own("n1", 3, count("milk", 3))));
    result(two.tell(own("n2", 4, count("milk", 4))));
    wire.call("SET", PREFIX + "other", "theirs");
    result(two.hear("n2"));
    result(one.forget("n1"));
    assertThat(told("n1", "milk")).isZero();
    assertThat(told("n2", "milk")).isEqualTo(4);
    assertThat(wire.call("HGET", PREFIX + "analytics:nodes", "n1")).isEqualTo("0");
    assertThat(wire.call("GET", PREFIX + "other")).isEqualTo("theirs");
    assertThat(result(one.tell(own("n1", 1, count("tea", 1))))).isTrue();
    var heard = result(two.hear("n2")).changed().get(0);
    assertThat(heard.anew()).isTrue();
    assertThat(heard.counts()).containsExactly(count("tea", 1));
  }

  @Test
  void aNodeThatIsNeverSeenAgainIsRemovedAfterItsTime() {
    var one = connect(100);
    var two = connect(100);
    result(one.tell(own("n1", 3, count("milk", 3))));
    assertThat(Long.parseLong(wire.call("PTTL", PREFIX + "analytics:counts:n1")))
        .isBetween(WEEK.toMillis() - 60_000, WEEK.toMillis());
    assertThat(result(two.hear("n2")).present()).containsExactly("n1");
    clock.advance(WEEK.toMillis() + 1);
    assertThat(result(two.hear("n2")).present()).isEmpty();
    assertThat(wire.call("EXISTS", PREFIX + "analytics:nodes", PREFIX + "analytics:state"))
        .isEqualTo("0");
  }

  @Test
  void whatNobodyOfUsWroteIsPassedOver() {
    var one = connect(100);
    var two = connect(100);
    result(one.tell(own("n1", 3, count("milk", 3))));
    var counts = PREFIX + "analytics:counts:n1";
    var changes = PREFIX + "analytics:changes:n1";
    for (var forged : List.of(
        "",
        "nonsense",
        "1 2 3",
        NOON + " NaN 1 0 1 0 i x",
        NOON + " 1e999 1 0 1 0 i x",
        NOON + " -1 1 0 1 0 i x",
        NOON + " 1 1 7 1 0 i x",
        NOON + " 1 1 0 1 0 z x",
        "-5 1 1 0 1 0 i x",
        NOON + " 1 1 0 1 -1 i x",
        NOON + " 1 1 0 1 0 i " + "c".repeat(65),
        "9".repeat(4_000))) {
      wire.call("HSET", counts, "forged" + forged.length(), forged);
      wire.call("ZADD", changes, "1", "forged" + forged.length());
    }
    wire.call("HSET", counts, "k".repeat(257), CountText.of(count("k", 1)));
    wire.call("ZADD", changes, "1", "k".repeat(257));
    wire.call("ZADD", changes, "inf", "without a count");
    wire.call("HSET", PREFIX + "analytics:state", "forged", "1 x y z", "old", "0 1 0 a 1 1");
    var heard = result(two.hear("n2"));
    assertThat(heard.present()).containsExactly("n1");
    assertThat(heard.changed().get(0).counts()).containsExactly(count("milk", 3));
  }

  @Test
  void aForeignTypeUnderOurNameFailsTheFutureAndThrowsNothing() {
    var node = connect(10);
    wire.call("SET", PREFIX + "analytics:counts:n1", "a string");
    var telling = node.tell(own("n1", 1, count("milk", 2)));
    Awaitility.await().until(telling::isComplete);
    assertThat(telling.failed()).isTrue();
    assertThat(telling.cause()).hasMessageContaining("something else");
  }

  @Test
  void withoutRedisTheFutureFailsSoonAndAfterwardsItKnowsThatAllIsLost() {
    var node = connect(10);
    result(node.tell(own("n1", 2, count("milk", 2))));
    assertThat(result(node.tell(own("n1", 2)))).isTrue();
    redis.kill();
    var telling = node.tell(own("n1", 3, count("milk", 3)));
    Awaitility.await().until(telling::isComplete);
    assertThat(telling.failed()).isTrue();
    redis.restart();
    var whole = new boolean[] {true};
    Awaitility.await().pollInSameThread().until(() -> {
      var again = node.tell(own("n1", 3, count("milk", 3)));
      boolean settled = settled(again);
      whole[0] = settled && again.result();
      return settled;
    });
    assertThat(whole[0]).isFalse();
  }

  @Test
  void aLossIsToldOfUntilATellingAfterItSucceeds() {
    var node = connect(10);
    result(node.tell(own("n1", 2, count("milk", 2))));
    assertThat(result(node.tell(own("n1", 2)))).isTrue();
    wire.call("FLUSHDB");
    // The state is written, and the telling fails all the same.
    wire.call("SET", PREFIX + "analytics:counts:n1", "a string");
    assertThat(settled(node.tell(own("n1", 3, count("eggs", 1))))).isFalse();
    wire.call("DEL", PREFIX + "analytics:counts:n1");
    assertThat(result(node.tell(own("n1", 3, count("eggs", 1))))).isFalse();
    assertThat(result(node.tell(own("n1", 3, count("milk", 2))))).isTrue();
  }

  /** A node as the service is: it counts in its archive, tells what changed, and all when that is called for. */
  private final class Node {
    final String name;
    final Map<String, Double> counted = new HashMap<>();
    final Set<String> untold = new HashSet<>();
    final Map<String, Map<String, Double>> heard = new HashMap<>();
    RedisSharedCounts shared;
    long accesses;

    Node(String name) {
      this.name = name;
      this.shared = connect(10_000);
    }

    void access(String key) {
      counted.merge(key, 1.0, Double::sum);
      untold.add(key);
      accesses++;
    }

    boolean tell() {
      var batch = Set.copyOf(untold);
      untold.clear();
      var counts = batch.stream().map(key -> count(key, counted.get(key))).toArray(KeyCount[]::new);
      var telling = shared.tell(own(name, accesses, counts));
      if (!settled(telling)) {
        untold.addAll(batch);
        return false;
      }
      if (!telling.result()) {
        counted.keySet().stream().filter(key -> !batch.contains(key)).forEach(untold::add);
      }
      return untold.isEmpty();
    }

    void die() {
      result(shared.close());
      opened.remove(shared);
      untold.clear();
      heard.clear();
      shared = connect(10_000);
    }

    void hear() {
      var hearing = shared.hear(name);
      if (!settled(hearing)) {
        return;
      }
      heard.keySet().retainAll(hearing.result().present());
      for (var other : hearing.result().changed()) {
        if (other.anew()) {
          heard.remove(other.node());
        }
        var counts = heard.computeIfAbsent(other.node(), n -> new HashMap<>());
        other.counts().forEach(one -> counts.put(one.key(), one.count()));
      }
    }
  }

  @Test
  void whateverIsLostAndWhoeverDiesTheSumIsTheLedger() {
    var dice = new Random(11);
    var nodes = List.of(new Node("n1"), new Node("n2"), new Node("n3"));
    var ledger = new HashMap<String, Double>();
    int lost = 0;
    int deaths = 0;
    for (int step = 0; step < 400; step++) {
      var node = nodes.get(dice.nextInt(nodes.size()));
      for (int i = dice.nextInt(20); i > 0; i--) {
        var key = "k" + dice.nextInt(60);
        node.access(key);
        ledger.merge(key, 1.0, Double::sum);
      }
      int what = dice.nextInt(100);
      if (what < 3) {
        // Told, carried out, and the reply comes too late.
        wire.call("CLIENT", "PAUSE", "600", "ALL");
        node.tell();
        lost++;
      } else if (what < 8) {
        node.tell();
        node.die();
        deaths++;
      } else if (what < 10) {
        wire.call("FLUSHDB");
      } else if (what < 80) {
        node.tell();
      } else {
        node.hear();
      }
    }
    redis.kill();
    nodes.forEach(Node::tell);
    redis.restart();
    wire.close();
    connectWire();
    for (var node : nodes) {
      // An idle node says that it is there, and so notices what was lost.
      Awaitility.await().pollInSameThread().until(() -> node.tell() && node.tell());
    }
    nodes.forEach(Node::hear);
    var sum = new HashMap<String, Double>();
    nodes.forEach(node ->
        node.counted.keySet().forEach(key -> sum.merge(key, told(node.name, key), Double::sum)));
    assertThat(sum).isEqualTo(ledger);
    long total = wire.call("HVALS", PREFIX + "analytics:nodes")
        .lines()
        .mapToLong(Long::parseLong)
        .sum();
    assertThat(total).isEqualTo((long)
        ledger.values().stream().mapToDouble(Double::doubleValue).sum());
    for (var node : nodes) {
      var seen = new HashMap<>(node.counted);
      node.heard.values().forEach(other -> other.forEach((k, n) -> seen.merge(k, n, Double::sum)));
      assertThat(seen).isEqualTo(ledger);
    }
    System.out.printf(
        "Shared counts: %d accesses, %d deaths, %d pauses of Redis, each counted once%n",
        total, deaths, lost);
  }
}
