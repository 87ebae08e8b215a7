package io.cachewarmer;

import static io.cachewarmer.testing.ClusterNodes.health;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.Networks;
import io.cachewarmer.testing.RedisServer;
import io.cachewarmer.testing.Relay;
import io.cachewarmer.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three nodes in networks of their own, of which one is parted from the others over an instant. */
final class ClusterPartition {

  private static final String PREFIX = "part:";
  private static final List<String> SMALL =
      List.of("-Xms32m", "-Xmn24m", "-Xmx128m", "-XX:+UseSerialGC");

  private final Networks networks;
  private final List<ServiceProcess> nodes = new ArrayList<>();

  private ClusterPartition(Networks networks) {
    this.networks = networks;
  }

  static void run(Path folder, RedisServer redis, Networks networks) throws IOException {
    var test = new ClusterPartition(networks);
    try (var relay = new Relay(networks.here(), redis.url())) {
      test.start(folder, relay);
      test.partAndJoin();
    } finally {
      test.nodes.forEach(ServiceProcess::close);
    }
  }

  private void start(Path folder, Relay relay) throws IOException {
    var file = Files.writeString(folder.resolve("cluster.yaml"), """
        schedules:
          - {name: each_minute, cron: "* * * * *", strategy: full, items: ["grocery:milk"]}
        """);
    var members = IntStream.range(0, 3)
        .mapToObj(i -> networks.address(i) + ":5701")
        .collect(Collectors.joining(","));
    for (int i = 0; i < 3; i++) {
      var own = Files.createDirectories(folder.resolve("parted-" + i));
      var settings = Map.of(
          "CACHE_WARMER_CONFIG",
          file.toString(),
          "CACHE_WARMER_CLUSTER_MEMBERS",
          members,
          "CACHE_WARMER_CLUSTER_PORT",
          "5701",
          "CACHE_WARMER_CLUSTER_HOST",
          networks.address(i),
          "CACHE_WARMER_HOST",
          networks.address(i),
          "CACHE_WARMER_INSECURE",
          "true",
          "REDIS_URL",
          "redis://" + networks.here() + ":" + relay.port(),
          "REDIS_KEY_PREFIX",
          PREFIX);
      nodes.add(ServiceProcess.launch(own, settings, SMALL, networks.prefix(i)));
    }
    nodes.forEach(node -> node.awaitReady(Duration.ofSeconds(90)));
    awaitMembers(3, 3, 3);
  }

  private void partAndJoin() {
    // Time to be missed before the instant comes.
    var instant = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    until(instant.minusSeconds(18));
    networks.part(2);
    awaitMembers(2, 2, 1);
    var parted = Instant.now();
    until(instant.plusSeconds(45));
    assertThat(health(nodes.get(2)).at("/cluster/ownedShare").asDouble()).isEqualTo(1);
    networks.join(2);
    var joined = Instant.now();
    awaitMembers(3, 3, 3);
    var whole = Duration.between(joined, Instant.now());
    // Whoever fires an instant says so, and the leases let one do it.
    assertThat(nodes.stream().mapToLong(node -> firings(node, instant)).sum()).isOne();
    awaitHearing();
    System.out.printf(
        "partition: parted for %d s over an instant that fired once, whole again %d s after, heard %d s after%n",
        Duration.between(parted, joined).toSeconds(),
        whole.toSeconds(),
        Duration.between(joined, Instant.now()).toSeconds());
  }

  /** Until what one side deletes is gone from the near cache of the other. */
  private void awaitHearing() {
    await().atMost(Duration.ofSeconds(30)).until(() -> {
      nodes.get(0).post("/warm", "{\"items\":[\"grocery:eggs\"],\"force\":true}");
      nodes.get(2).get("/cache/grocery%3Aeggs");
      nodes.get(0).post("/clear", "{\"scope\":\"cache\"}");
      return nodes.get(2).isReady()
          && nodes.get(2).get("/cache/grocery%3Aeggs").statusCode() == 404;
    });
  }

  /** All of them take events all the time. */
  private void until(Instant time) {
    await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200)).until(() -> {
      record();
      return !Instant.now().isBefore(time);
    });
  }

  private void awaitMembers(int... sizes) {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).until(() -> {
      record();
      return IntStream.range(0, 3)
          .allMatch(i -> health(nodes.get(i)).at("/cluster/members").size() == sizes[i]);
    });
  }

  private void record() {
    nodes.forEach(node -> assertThat(
            node.post("/record/access", "{\"itemId\":\"grocery:milk\",\"loadTime\":5}")
                .statusCode())
        .isEqualTo(200));
  }

  private static long firings(ServiceProcess node, Instant instant) {
    var minute = instant.toString().substring(0, 16);
    return node.log()
        .lines()
        .filter(line -> line.contains("It is time to warm\"") && line.contains("each_minute"))
        .filter(line -> line.contains("\"timestamp\":\"" + minute))
        .count();
  }
}
