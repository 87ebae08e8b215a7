package io.cachewarmer;

import static io.cachewarmer.testing.ClusterNodes.health;
import static io.cachewarmer.testing.ClusterNodes.json;
import static io.cachewarmer.testing.ClusterNodes.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.ClusterNodes;
import io.cachewarmer.testing.Networks;
import io.cachewarmer.testing.RealRedis;
import io.cachewarmer.testing.RedisServer;
import io.cachewarmer.testing.ServiceProcess;
import io.cachewarmer.testing.StampingOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in JVMs of their own, a real Redis and an origin that counts. */
@ExtendWith(RealRedis.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

  private static final int KEYS = 1_000;
  private static final long MOST_RESIDENT = 260L << 20;

  @TempDir
  static Path shared;

  private static CompletableFuture<ClusterTimeline.Report> timeline =
      CompletableFuture.failedFuture(new IllegalStateException("not begun"));

  /** It takes its minutes whatever else there is to do, so the other tests run meanwhile. */
  @BeforeAll
  static void begin(RedisServer redis) {
    timeline = CompletableFuture.supplyAsync(
        () -> ClusterTimeline.run(shared.resolve("timeline"), redis),
        task -> new Thread(task).start());
  }

  /** Its nodes are its children, and must not outlive it whichever tests are run. */
  @AfterAll
  static void end() {
    timeline.handle((report, failure) -> report).join();
  }

  @TempDir
  Path folder;

  @Test
  @Order(2)
  void aPartedClusterKeepsTakingEventsAndFiresOnce(RedisServer redis) throws IOException {
    var opened = Networks.open(3);
    if (opened.networks().isEmpty()) {
      System.out.printf("NOT RUN, no networks to part here: %s: a partition%n", opened.problem());
      return;
    }
    try (var networks = opened.networks().orElseThrow()) {
      ClusterPartition.run(folder, redis, networks);
    }
  }

  @Test
  @Order(3)
  void everyInstantOfAScheduleIsFiredOnceThroughAKillAndAFreeze() {
    var report = timeline.join();
    System.out.printf("schedule through a kill and a freeze: %s%n", report);
    assertThat(report.firings()).hasSize(5);
    assertThat(report.firings())
        .allSatisfy((instant, nodes) -> assertThat(nodes).hasSize(1));
    assertThat(report.loadsOfItem()).isEqualTo(5);
    assertThat(report.takeover()).isLessThan(Duration.ofSeconds(15));
    assertThat(report.takeoverOfFrozen()).isLessThan(Duration.ofSeconds(15));
    assertThat(report.refused()).isEmpty();
    assertThat(report.recorded()).isGreaterThan(1_000);
    assertThat(report.stoodStill()).isTrue();
    assertThat(report.older()).isEmpty();
  }

  @Test
  @Order(1)
  void threeNodesShareTheWorkAndAreRestartedOneByOne(RedisServer redis) {
    try (var origin = new StampingOrigin(item -> Duration.ZERO);
        var nodes = new ClusterNodes(folder, 3, settings(redis, "share:", origin))) {
      everyKeyHasOneOwner(nodes);
      whatEachNodeLoadsAtItsStartIsLoadedOnce(origin);
      oneThousandDueKeysAreLoadedOneThousandTimes(nodes, origin);
      thePlanTellsWhoseAKeyIs(nodes);
      whatOneNodeDeletesIsGoneFromAllWithinASecond(nodes);
      restartOneByOneUnderLoad(nodes);
      nodes.living().forEach(node -> assertThat(node.residentBytes()).isLessThan(MOST_RESIDENT));
    }
  }

  private static Map<String, String> settings(
      RedisServer redis, String prefix, StampingOrigin origin) {
    var settings = new HashMap<>(ClusterNodes.sharing(redis, prefix));
    settings.putAll(Map.of(
        "GROCERY_ORIGIN_URL", origin.url(),
        "CACHE_WARMING_TTL_JITTER", "0",
        "CACHE_WARMING_INTERVAL", "3600000",
        "CACHE_WARMING_CONCURRENCY", "8",
        "ANALYTICS_DECAY_FACTOR", "1"));
    return settings;
  }

  private static void everyKeyHasOneOwner(ClusterNodes nodes) {
    double shares = 0;
    for (var node : nodes.all()) {
      double share = health(node).at("/cluster/ownedShare").asDouble();
      assertThat(share).isBetween(0.2, 0.5);
      shares += share;
    }
    assertThat(shares).isCloseTo(1, within(1e-9));
  }

  private static void whatEachNodeLoadsAtItsStartIsLoadedOnce(StampingOrigin origin) {
    assertThat(origin.loadsOf("grocery")).isGreaterThan(50);
  }

  private static void oneThousandDueKeysAreLoadedOneThousandTimes(
      ClusterNodes nodes, StampingOrigin origin) {
    var keys = IntStream.range(0, KEYS).mapToObj(i -> "\"due-" + i + "\"");
    var answer =
        nodes.node(0).post("/warm", "{\"items\":[" + keys.collect(Collectors.joining(",")) + "]}");
    var result = json(answer.body()).path("result");
    assertThat(result.path("warmedItems").asInt()).as(answer.body()).isEqualTo(KEYS);
    assertThat(origin.loadsOf("due-")).isEqualTo(KEYS);
    for (var node : nodes.all()) {
      assertThat(metric(node, "cache_warmer_upstream_loads_total{kind=\"warm\"}"))
          .isGreaterThan(KEYS / 5.0);
    }
    // On any other node nothing of it is due any more.
    var again =
        nodes.node(1).post("/warm", "{\"items\":[\"due-1\",\"due-2\",\"due-3\",\"due-4\"]}");
    assertThat(json(again.body()).at("/result/skippedItems").asInt()).isEqualTo(4);
    assertThat(origin.loadsOf("due-")).isEqualTo(KEYS);
  }

  private static void thePlanTellsWhoseAKeyIs(ClusterNodes nodes) {
    nodes.node(0).post("/clear", "{\"scope\":\"cache\"}");
    var warm = new HashMap<String, Integer>();
    for (var node : nodes.all()) {
      json(node.get("/plan?strategy=grocery").body()).path("candidates").forEach(candidate -> {
        var verdict = candidate.path("verdict").asText();
        assertThat(verdict).isIn("warm", "not-mine", "below-threshold", "over-count");
        if (verdict.equals("warm")) {
          warm.merge(candidate.path("key").asText(), 1, Integer::sum);
        }
      });
    }
    assertThat(warm).hasSizeGreaterThan(50).allSatisfy((key, times) -> assertThat(times)
        .isOne());
  }

  private static void whatOneNodeDeletesIsGoneFromAllWithinASecond(ClusterNodes nodes) {
    nodes.node(0).post("/warm", "{\"items\":[\"gone\"]}");
    for (var node : nodes.all()) {
      assertThat(node.get("/cache/gone").statusCode()).isEqualTo(200);
      assertThat(node.get("/cache/gone").statusCode()).isEqualTo(200);
    }
    assertThat(nodes
            .living()
            .mapToDouble(n -> metric(n, "cache_warmer_near_hits_total"))
            .sum())
        .isPositive();
    nodes.node(1).post("/clear", "{\"scope\":\"cache\"}");
    await().atMost(Duration.ofSeconds(1)).pollInterval(Duration.ofMillis(50)).until(() -> nodes
        .living()
        .allMatch(node -> node.get("/cache/gone").statusCode() == 404));
    await().atMost(Duration.ofSeconds(1)).pollInterval(Duration.ofMillis(50)).until(() -> nodes
        .living()
        .allMatch(node -> metric(node, "cache_warmer_memory_usage_bytes") == 0));
    assertThat(nodes.living()).noneMatch(node -> node.log().contains("has lost most"));
  }

  /** Each writer keeps to its node, and posts again what was not acknowledged when the node is back. */
  private static void restartOneByOneUnderLoad(ClusterNodes nodes) {
    var over = new AtomicBoolean();
    var refused = new AtomicInteger();
    var writers = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < 3; i++) {
      int mine = i;
      writers.add(CompletableFuture.supplyAsync(() -> write(nodes, mine, over, refused)));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(nodes.node(i).terminate(Duration.ofSeconds(25))).isZero();
      nodes.awaitMembers(2);
      nodes.restart(i);
      nodes.awaitMembers(3);
    }
    over.set(true);
    var ledger = writers.stream().map(CompletableFuture::join).toList();
    assertThat(ledger).allSatisfy(acknowledged -> assertThat(acknowledged).isPositive());
    var resident = nodes.living().mapToLong(ServiceProcess::residentBytes).max().orElse(0);
    System.out.printf(
        "rolling restart: %s accesses acknowledged by each node, largest node %d MB%n",
        ledger, resident >> 20);
    assertThat(resident).isLessThan(MOST_RESIDENT);
    nodes.living().forEach(node -> node.terminate(Duration.ofSeconds(25)));
    for (int i = 0; i < 3; i++) {
      try (var alone = nodes.alone(i)) {
        assertThat(json(alone.get("/explain/counted-" + i).body())
                .path("accessCount")
                .asInt())
            .isEqualTo(ledger.get(i));
      }
    }
  }

  private static int write(
      ClusterNodes nodes, int mine, AtomicBoolean over, AtomicInteger refused) {
    int acknowledged = 0;
    while (!over.get()) {
      var event = "{\"id\":\"w%d-%d\",\"itemId\":\"counted-%d\",\"loadTime\":5}"
          .formatted(mine, acknowledged, mine);
      if (post(nodes.node(mine), event)) {
        acknowledged++;
      } else {
        refused.incrementAndGet();
        awaitATurn();
      }
    }
    // What is open may have been counted: only a node that says so settles it.
    var last = "{\"id\":\"w%d-%d\",\"itemId\":\"counted-%d\",\"loadTime\":5}"
        .formatted(mine, acknowledged, mine);
    await().atMost(Duration.ofSeconds(20)).until(() -> post(nodes.node(mine), last));
    return acknowledged + 1;
  }

  private static void awaitATurn() {
    await().pollDelay(Duration.ofMillis(20)).until(() -> true);
  }

  private static boolean post(ServiceProcess node, String event) {
    try {
      return node.post("/record/access", event).statusCode() == 200;
    } catch (UncheckedIOException away) {
      return false;
    }
  }
}
