package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.testing.RedisProcess;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of a cluster, each with all of its parts, and a real Redis between them. */
@Tag("redis")
class SharedServiceIT {

  private static final String MILK = "grocery%3Amilk";

  @TempDir
  Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Service> services = new ArrayList<>();
  private RedisProcess redis;
  private String one = "";
  private String two = "";

  @BeforeEach
  void twoNodes() throws Exception {
    redis = RedisProcess.start();
    one = start("one", key -> key.hashCode() % 2 == 0);
    two = start("two", key -> key.hashCode() % 2 != 0);
  }

  @AfterEach
  void stop() throws Exception {
    for (var service : services) {
      service.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
    redis.close();
  }

  @Test
  void whatOneIsAskedForTheOtherKnowsLearnsFromAndEarnsBudgetFor() {
    for (int i = 0; i < 10; i++) {
      record(one, "grocery:milk", "session-" + i % 3);
    }
    record(two, "grocery:eggs", "session-1");
    await().untilAsserted(() -> {
      assertThat(accessCount(two, MILK)).isEqualTo(10);
      assertThat(accessCount(one, "grocery%3Aeggs")).isEqualTo(1);
    });
    await().untilAsserted(() -> {
      var metrics = get(two, "/metrics");
      assertThat(metrics).contains("cache_warmer_foresight_items 2.0");
      assertThat(value(metrics, "cache_warmer_exchange_heard_total")).isPositive();
      assertThat(value(metrics, "cache_warmer_shared_counts_heard_total")).isPositive();
      assertThat(value(metrics, "cache_warmer_shared_lag_seconds{what=\"accesses\"}"))
          .isBetween(0.0, 5.0);
      assertThat(value(metrics, "cache_warmer_shared_lag_seconds{what=\"counts\"}"))
          .isBetween(0.0, 6.0);
    });
    assertThat(json(two, "/plan?strategy=auto").getJsonObject("budget").getLong("accesses"))
        .isEqualTo(11);
    var health = json(two, "/health");
    assertThat(health.getJsonArray("checks").stream().map(Object::toString))
        .anyMatch(check -> check.contains("\"shared\"") && check.contains("\"up\""));
    var top = health.getJsonObject("statistics").getJsonArray("topItems").getJsonObject(0);
    assertThat(top.getString("itemId")).isEqualTo("grocery:milk");
    assertThat(top.getLong("accessCount")).isEqualTo(10);
  }

  @Test
  void withoutRedisEachGoesOnAloneAndAfterwardsTheyKnowTheSame() {
    record(one, "grocery:milk", "s");
    await().untilAsserted(() -> assertThat(accessCount(two, MILK)).isEqualTo(1));
    redis.kill();
    for (int i = 0; i < 5; i++) {
      record(one, "grocery:milk", "s");
      record(two, "grocery:milk", "s");
    }
    assertThat(accessCount(one, MILK)).isEqualTo(6);
    assertThat(accessCount(two, MILK)).isEqualTo(6);
    redis.restart();
    await().untilAsserted(() -> {
      assertThat(accessCount(one, MILK)).isEqualTo(11);
      assertThat(accessCount(two, MILK)).isEqualTo(11);
      assertThat(json(one, "/plan?strategy=auto").getJsonObject("budget").getLong("accesses"))
          .isEqualTo(11);
    });
  }

  private String start(String name, Predicate<String> owns) throws Exception {
    int port = ServiceProcess.freePort();
    var config = Config.load(
        Map.of(
            "CACHE_WARMER_PORT", Integer.toString(port),
            "OLLAMA_PROXY_PORT", "0",
            "REDIS_URL", redis.url().toString(),
            "SQLITE_PATH", folder.resolve(name + ".db").toString(),
            "CACHE_WARMING_ON_START", "false"),
        folder);
    var service = new Service(config, Clock.system(), owns::test);
    services.add(service);
    service.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return "http://127.0.0.1:" + port;
  }

  private void record(String base, String item, String session) {
    var body = "{\"itemId\":\"%s\",\"loadTime\":20,\"sessionId\":\"%s\"}".formatted(item, session);
    send(HttpRequest.newBuilder(URI.create(base + "/record/access"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private long accessCount(String base, String key) {
    return json(base, "/explain/" + key).getLong("accessCount");
  }

  private static double value(String metrics, String series) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private JsonObject json(String base, String path) {
    return new JsonObject(get(base, path));
  }

  private String get(String base, String path) {
    return send(HttpRequest.newBuilder(URI.create(base + path)));
  }

  private String send(HttpRequest.Builder request) {
    try {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
