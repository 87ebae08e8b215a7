package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.RedisProcess;
import io.cachewarmer.testing.RedisWire;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes that share a Redis; each is killed again and again right after it has acknowledged, so that the kill
 * comes before, in or after its telling, and Redis is killed, emptied and paused in between. A ledger says what
 * all nodes together must have counted.
 */
@Tag("redis")
class SharedLedgerIT {

  private static final int ROUNDS = 8;
  private static final int ITEMS = 30;

  @TempDir
  Path folder;

  private final Random dice = new Random(5);
  private final Map<String, Long> ledger = new HashMap<>();
  private int next;

  @Test
  void theSumOverTheNodesIsTheLedgerThroughKillsOfNodesAndOfRedis() throws IOException {
    try (var redis = RedisProcess.start()) {
      var services = new ArrayList<>(List.of(start("one", redis), start("two", redis)));
      try {
        for (int round = 0; round < ROUNDS; round++) {
          for (int i = 0; i < 20; i++) {
            record(services.get(dice.nextInt(2)));
          }
          switch (round % 4) {
            case 0 -> services.set(0, again(services.get(0), "one", redis));
            case 1 -> redis.kill();
            case 2 -> {
              redis.restart();
              services.set(1, again(services.get(1), "two", redis));
            }
            default -> call(redis, "CLIENT", "PAUSE", "800", "ALL");
          }
        }
        services.forEach(this::record);
        await("the totals are the ledger")
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(() -> assertThat(total(redis)).isEqualTo(sum()));
        for (var service : services) {
          await("each node knows what all have counted")
              .atMost(Duration.ofSeconds(15))
              .untilAsserted(() -> assertThat(counted(service)).isEqualTo(ledger));
        }
        assertThat(call(redis, "--", "keys")).allMatch(key -> key.startsWith("walmart:"));
        System.out.printf(
            "Shared ledger: %d events over two nodes, %d rounds of kills%n", sum(), ROUNDS);
      } finally {
        services.forEach(ServiceProcess::close);
      }
    }
  }

  private ServiceProcess start(String name, RedisProcess redis) throws IOException {
    var settings = new HashMap<>(Map.of(
        "ANALYTICS_DECAY_FACTOR", "1",
        "SQLITE_SNAPSHOT_INTERVAL", "700",
        "CACHE_WARMING_ENABLED", "false",
        "CACHE_WARMING_ON_START", "false",
        "LOG_LEVEL", "WARN"));
    settings.put("REDIS_URL", redis.url().toString());
    return ServiceProcess.start(Files.createDirectories(folder.resolve(name)), settings);
  }

  private ServiceProcess again(ServiceProcess service, String name, RedisProcess redis)
      throws IOException {
    service.kill();
    return start(name, redis);
  }

  private void record(ServiceProcess service) {
    var lines = new StringBuilder();
    var items = new ArrayList<String>();
    for (int i = dice.nextInt(8); i >= 0; i--) {
      var item = "item-" + dice.nextInt(ITEMS);
      items.add(item);
      lines.append("{\"id\":\"e%d\",\"itemId\":\"%s\",\"loadTime\":5}\n".formatted(next++, item));
    }
    var answer = service.send(java.net.http.HttpRequest.newBuilder(service.uri("/record/access"))
        .header("Content-Type", "application/x-ndjson")
        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(lines.toString())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    items.forEach(item -> ledger.merge(item, 1L, Long::sum));
  }

  private Map<String, Long> counted(ServiceProcess service) {
    var counted = new HashMap<String, Long>();
    for (var item : ledger.keySet()) {
      var explained = new JsonObject(service.get("/explain/" + item).body());
      counted.put(item, explained.getLong("accessCount"));
    }
    return counted;
  }

  private long sum() {
    return ledger.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long total(RedisProcess redis) {
    return call(redis, "HVALS", "walmart:analytics:nodes").stream()
        .filter(line -> !line.isEmpty())
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** In database 2; {@code -- keys} stands for all of its keys. */
  private static List<String> call(RedisProcess redis, String... words) {
    try (var wire = new RedisWire(redis.url())) {
      wire.call("SELECT", "2");
      return words[0].equals("--")
          ? wire.call("SCAN", "0", "COUNT", "1000").lines().skip(1).toList()
          : wire.call(words).lines().toList();
    }
  }
}
