package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.bus.Message.Decide;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.testing.RedisProcess;
import io.cachewarmer.testing.RedisWire;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole nodes on a clock of their own hear half of a shop each: each warms what it owns, from one budget. */
@Tag("redis")
class OneBudgetIT {

  private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int DAYS = 15;
  private static final int BURST = 20;
  private static final List<String> ITEMS =
      List.of("milk", "eggs", "bread", "butter", "bananas", "coffee", "yogurt", "cheese");

  @TempDir
  Path folder;

  private record Node(Service service, String base) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock(START);
  private final List<Node> nodes = new ArrayList<>();
  private final RedisProcess redis = RedisProcess.start();

  @AfterEach
  void stop() throws Exception {
    for (var node : nodes) {
      node.service().stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
    redis.close();
  }

  @Test
  void warmsOfAllNodesTogetherStayWithinTheBudgetOfAllAccesses() throws Exception {
    start("one", key -> key.hashCode() % 2 == 0);
    start("two", key -> key.hashCode() % 2 != 0);
    long accesses = 0;
    for (int day = 0; day < DAYS; day++) {
      expireAll();
      until(START + day * DAY + 570 * MINUTE);
      long from = clock.millis();
      clock.set(from + 2 * ITEMS.size() * 3 * MINUTE);
      for (int i = 0; i < 2 * ITEMS.size(); i++) {
        // Each node hears each item, but every other time only.
        record(nodes.get((i + i / ITEMS.size()) % 2), ITEMS.get(i % ITEMS.size()), from, i);
        accesses++;
      }
      allHave(accesses);
    }
    expireAll();
    until(START + DAYS * DAY + 600 * MINUTE);
    allHave(accesses);
    long spent = 0;
    for (var node : nodes) {
      spent += warmed(node);
      assertThat(json(node, "/stats").getJsonObject("warms").getLong("pattern", 0L))
          .as("warms of " + node.base())
          .isPositive();
    }
    assertThat(cached()).isNotEmpty();
    assertThat((double) spent).isLessThanOrEqualTo(.25 * accesses + BURST);
    long total = spent;
    for (var node : nodes) {
      await("each knows what all have spent")
          .untilAsserted(() -> assertThat(budget(node).getLong("spent")).isEqualTo(total));
    }
    System.out.printf(
        "Cluster budget: %d accesses over two nodes, %d warms together, at most %.0f%n",
        accesses, spent, .25 * accesses + BURST);
  }

  private void allHave(long accesses) {
    for (var node : nodes) {
      await("all accesses are heard")
          .untilAsserted(() -> assertThat(budget(node).getLong("accesses")).isEqualTo(accesses));
    }
  }

  private JsonObject budget(Node node) throws Exception {
    return json(node, "/plan?strategy=auto").getJsonObject("budget");
  }

  private long warmed(Node node) throws Exception {
    return get(node, "/metrics")
        .lines()
        .filter(line -> line.startsWith("cache_warmer_items_warmed_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Redis has a clock of its own, which is not set: a day is over for it when we say so. */
  private void expireAll() {
    try (var wire = new RedisWire(redis.url())) {
      wire.call("FLUSHDB");
    }
  }

  private List<String> cached() {
    try (var wire = new RedisWire(redis.url())) {
      return ITEMS.stream()
          .filter(item -> wire.call("EXISTS", "walmart:grocery:" + item).equals("1"))
          .toList();
    }
  }

  /** Time passes as it does. */
  private void until(long millis) {
    while (clock.millis() < millis) {
      clock.set(Math.min(millis, clock.millis() + 5 * MINUTE));
      for (var node : nodes) {
        Topics.DECIDE
            .request(node.service().vertx().eventBus(), new Decide())
            .timeout(20, TimeUnit.SECONDS)
            .await();
      }
    }
  }

  private void record(Node node, String item, long from, int i) throws Exception {
    var body = "{\"itemId\":\"grocery:%s\",\"loadTime\":80,\"timestamp\":%d}"
        .formatted(item, from + i * 3 * MINUTE);
    send(HttpRequest.newBuilder(URI.create(node.base() + "/record/access"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private void start(String name, Predicate<String> owns) throws Exception {
    int port = ServiceProcess.freePort();
    var settings = Map.of(
        "CACHE_WARMER_PORT",
        Integer.toString(port),
        "OLLAMA_PROXY_PORT",
        "0",
        "REDIS_URL",
        redis.url().toString(),
        "SQLITE_PATH",
        folder.resolve(name + ".db").toString(),
        "CACHE_WARMING_ON_START",
        "false",
        "CACHE_WARMING_HOLD_OUT",
        "0",
        "CACHE_WARMING_INTERVAL",
        Long.toString(Duration.ofDays(365).toMillis()),
        "CACHE_WARMING_TIMEZONE",
        "UTC");
    var loaded = Config.load(settings, folder);
    var config = new Config(
        loaded.http(),
        loaded.redis(),
        loaded.warming(),
        loaded.analytics(),
        loaded.strategies(),
        loaded.origin(),
        loaded.ollama(),
        loaded.sqlite(),
        loaded.cluster(),
        loaded.log(),
        List.of());
    var service = new Service(config, clock, owns::test);
    nodes.add(new Node(service, "http://127.0.0.1:" + port));
    service.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private JsonObject json(Node node, String path) throws Exception {
    return new JsonObject(get(node, path));
  }

  private String get(Node node, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(node.base() + path)));
  }

  /** Once more when the connection rested for days by the service's clock and was closed. */
  private String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer;
    try {
      answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException hungUp) {
      answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
