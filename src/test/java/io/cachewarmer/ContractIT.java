package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What existing agents say and hear, against the whole service as it starts by default. */
class ContractIT {

  @TempDir
  static Path folder;

  private static ServiceProcess service;

  @BeforeAll
  static void start() {
    service = ServiceProcess.start(folder, Map.of("CACHE_WARMING_INTERVAL", "3600000"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void anAccessIsRecordedAsWritten() {
    var answer = service.post("/record/access", """
            {"itemId":"grocery:milk","loadTime":120.5,"hit":false,"metadata":{"category":"dairy","relatedItems":["grocery:eggs"],"size":2048}}""");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    var explained = json(service.get("/explain/grocery%3Amilk"));
    assertThat(explained.getString("key")).isEqualTo("grocery:milk");
    assertThat(explained.getString("category")).isEqualTo("dairy");
    assertThat(explained.getDouble("averageLoadTime")).isEqualTo(120.5);
    assertThat(explained.getJsonArray("relatedItems").encode()).contains("grocery:eggs");
    assertThat(explained.fieldNames())
        .contains(
            "key",
            "score",
            "accessCount",
            "hitRate",
            "averageLoadTime",
            "category",
            "relatedItems",
            "hourOfWeek",
            "forecast",
            "cached",
            "lastWarm",
            "verdict",
            "reasons");
    assertThat(explained.getJsonObject("forecast").fieldNames())
        .contains("probability", "features");
    assertThat(explained.getJsonObject("forecast").getJsonArray("features").stream()
            .mapToDouble(feature -> ((JsonObject) feature).getDouble("share"))
            .sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void aQuestionIsRecordedAsWritten() {
    var answer = service.post("/record/ollama", """
            {"query":"Add milk to my list","responseTime":250,"cached":false,"response":"Added.","model":"llama3.2:3b"}""");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    var ollama =
        json(service.get("/health")).getJsonObject("statistics").getJsonObject("ollamaStats");
    assertThat(ollama.getInteger("queriesTracked")).isPositive();
    assertThat(ollama.getDouble("avgResponseTime")).isEqualTo(250.0);
    assertThat(ollama.getDouble("cacheHitRate")).isEqualTo(0.0);
  }

  @Test
  void aBatchTellsWhatWasRefusedByItsIndex() {
    var answer = service.post(
        "/record/access", "[{\"itemId\":\"a\",\"loadTime\":1},{\"itemId\":\"b\",\"loadTime\":-1}]");
    assertThat(answer.statusCode()).isEqualTo(200);
    var body = json(answer);
    assertThat(body.getBoolean("success")).isTrue();
    assertThat(body.getInteger("accepted")).isEqualTo(1);
    var refused = body.getJsonArray("rejected").getJsonObject(0);
    assertThat(refused.getInteger("index")).isEqualTo(1);
    assertThat(refused.getString("error")).isEqualTo("loadTime must be a number >= 0");
  }

  @Test
  void ndjsonAndCloudEventsAreTaken() {
    var lines = post(
        "/record/access",
        "application/x-ndjson",
        "{\"itemId\":\"a\",\"loadTime\":1}\n{\"itemId\":\"b\",\"loadTime\":2}\n");
    assertThat(json(lines).getInteger("accepted")).isEqualTo(2);
    var events = post("/record/access", "application/cloudevents-batch+json", """
            [{"specversion":"1.0","type":"access","source":"/agent","id":"e1","data":{"itemId":"a","loadTime":1}}]""");
    assertThat(events.statusCode()).isEqualTo(200);
    assertThat(json(events).getInteger("accepted")).isEqualTo(1);
  }

  @Test
  void warmingReportsWhatItDid() {
    var answer = service.post(
        "/warm", "{\"items\":[\"grocery:milk\",\"grocery:no-such-thing\"],\"force\":true}");
    assertThat(answer.statusCode()).isEqualTo(200);
    var result = json(answer).getJsonObject("result");
    assertThat(json(answer).getBoolean("success")).isTrue();
    assertThat(result.getInteger("totalCandidates")).isEqualTo(2);
    assertThat(result.getInteger("warmedItems")).isEqualTo(1);
    assertThat(result.getInteger("failedItems")).isEqualTo(1);
    assertThat(result.getInteger("skippedItems")).isEqualTo(0);
    assertThat(result.getLong("memoryUsed")).isPositive();
    assertThat(result.getLong("duration")).isNotNegative();
    assertThat(result.getJsonArray("errors").encode()).contains("grocery:no-such-thing");

    var again =
        json(service.post("/warm", "{\"items\":[\"grocery:milk\"]}")).getJsonObject("result");
    assertThat(again.getInteger("skippedItems")).as("fresh is skipped").isEqualTo(1);

    var read = service.get("/cache/grocery%3Amilk");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.headers().firstValue("Cache-Status").orElseThrow())
        .matches("cache-warmer; hit; ttl=\\d+; detail=warmed");
    assertThat(read.headers().firstValue("Age")).isPresent();
    assertThat(json(read).getString("id")).isEqualTo("grocery:milk");
  }

  @Test
  void everyStrategyOfTheContractRunsAndAddsUp() {
    for (var strategy : new String[] {
      "auto", "full", "partial", "related", "pattern", "time", "predictive", "ollama", "grocery"
    }) {
      var answer = service.post("/warm", "{\"strategy\":\"" + strategy + "\"}");
      assertThat(answer.statusCode()).as(strategy + ": " + answer.body()).isEqualTo(200);
      var result = json(answer).getJsonObject("result");
      assertThat(result.getString("strategy")).isEqualTo(strategy);
      assertThat(result.getInteger("warmedItems")
              + result.getInteger("failedItems")
              + result.getInteger("skippedItems"))
          .isEqualTo(result.getInteger("totalCandidates"));
    }
  }

  @Test
  void whatThePlanCallsWarmIsWhatIsWarmed() {
    service.post("/clear", "{\"scope\":\"cache\"}");
    var plan = json(service.get("/plan?strategy=grocery"));
    assertThat(plan.fieldNames()).contains("strategy", "at", "budget", "memory", "candidates");
    var candidates = plan.getJsonArray("candidates");
    assertThat(candidates.getJsonObject(0).fieldNames())
        .contains("key", "reasons", "probability", "savedMillis", "bytes", "worth", "verdict");
    var wanted = candidates.stream()
        .map(JsonObject.class::cast)
        .filter(c -> c.getString("verdict").equals("warm"))
        .map(c -> c.getString("key"))
        .toList();
    assertThat(wanted).hasSize(100);
    var result = json(service.post("/warm", "{\"strategy\":\"grocery\"}")).getJsonObject("result");
    assertThat(result.getInteger("warmedItems")).isEqualTo(wanted.size());
    assertThat(wanted).allSatisfy(key -> assertThat(
            service.get("/cache/" + key.replace(":", "%3A")).statusCode())
        .isEqualTo(200));
    assertThat(service.get("/plan?strategy=auto&at=2026-11-23T07:00").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRunInTheBackgroundCanBeFollowed() {
    var answer = service.post("/warm", "{\"strategy\":\"grocery\",\"async\":true}");
    assertThat(answer.statusCode()).isEqualTo(202);
    var location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("/runs/");
    Awaitility.await()
        .until(() -> json(service.get(location)).getString("state").equals("done"));
    assertThat(service.get("/runs/none").statusCode()).isEqualTo(404);
  }

  @Test
  void aCategoryIsWarmedAndAnUnknownOneNamesTheKnown() {
    assertThat(service.post("/warm/category", "{\"category\":\"dairy\"}").statusCode())
        .isEqualTo(200);
    var unknown = service.post("/warm/category", "{\"category\":\"rockets\"}");
    assertProblem(unknown, 404);
    assertThat(json(unknown).getString("detail")).contains("dairy");
    assertThat(service.post("/warm/nlp", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void healthTellsWhatItTold() {
    var health = json(service.get("/health"));
    assertThat(health.getString("status")).isEqualTo("healthy");
    assertThat(health.getString("service")).isEqualTo("cache-warmer");
    assertThat(health.getLong("uptime")).isNotNegative();
    assertThat(health.getBoolean("isRunning")).isTrue();
    var statistics = health.getJsonObject("statistics");
    assertThat(statistics.fieldNames())
        .contains(
            "patternsTracked",
            "memoryUsage",
            "lastWarmingRun",
            "isWarming",
            "topItems",
            "ollamaStats",
            "groceryStats");
    assertThat(statistics.getJsonObject("groceryStats").fieldNames())
        .contains("itemsTracked", "categoriesLoaded", "commonItemsCached");
    assertThat(health.getJsonObject("config").fieldNames())
        .contains("warmingEnabled", "interval", "memoryLimit");
    assertThat(health.getJsonArray("checks").getJsonObject(0).fieldNames())
        .contains("name", "status", "detail");
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(service.get("/stats").statusCode()).isEqualTo(200);
  }

  @Test
  void itemsAreReadThroughAndRecorded() {
    service.post("/clear", "{}");
    var miss = service.get("/items/grocery%3Aeggs");
    assertThat(miss.statusCode()).isEqualTo(200);
    assertThat(miss.headers().firstValue("Cache-Status").orElseThrow()).contains("fwd=miss");
    var hit = service.get("/items/grocery%3Aeggs");
    assertThat(hit.headers().firstValue("Cache-Status").orElseThrow())
        .contains("cache-warmer; hit");
    Awaitility.await()
        .until(() -> json(service.get("/explain/grocery%3Aeggs")).getLong("accessCount") == 2);
    assertProblem(service.get("/items/grocery%3Aunobtainium"), 404);
  }

  @Test
  void aHitOnWhatAReaderLoadedAfterAClearIsNoMeritOfWarming() {
    service.post("/warm", "{\"items\":[\"grocery:butter\"],\"force\":true}");
    service.post("/clear", "{}");
    var before = json(service.get("/stats")).getJsonObject("demand");
    service.get("/items/grocery%3Abutter");
    service.get("/items/grocery%3Abutter");
    Awaitility.await()
        .until(() -> json(service.get("/stats")).getJsonObject("demand").getLong("hits")
            == before.getLong("hits") + 1);
    assertThat(json(service.get("/stats")).getJsonObject("demand").getLong("hitsOnWarmed"))
        .isEqualTo(before.getLong("hitsOnWarmed"));
  }

  @Test
  void metricsHaveTheSeedsNames() {
    var text = service.get("/metrics").body();
    assertThat(text)
        .contains(
            "cache_warmer_items_warmed_total",
            "cache_warmer_warming_duration_seconds_bucket",
            "cache_warmer_memory_usage_bytes",
            "cache_warmer_patterns_tracked",
            "cache_warmer_ollama_cache_hit_rate",
            "cache_warmer_grocery_items_cached",
            "cache_warmer_accuracy_ratio",
            "cache_warmer_coverage_ratio");
    var open = service.send(HttpRequest.newBuilder(service.uri("/metrics"))
        .header("Accept", "application/openmetrics-text")
        .GET());
    assertThat(open.body()).endsWith("# EOF\n");
  }

  @Test
  void errorsAreProblems() {
    assertProblem(service.get("/nowhere"), 404);
    assertProblem(service.get("/record/access"), 405);
    assertProblem(service.post("/warm", "{\"strategy\":\"nonsense\"}"), 400);
    assertProblem(service.post("/record/access", "[]"), 400);
    assertProblem(service.post("/record/access", "{\"itemId\":\"\",\"loadTime\":1}"), 400);
    assertProblem(post("/record/access", "text/plain", "x"), 415);
    assertProblem(service.post("/record/access", "[" + "1,".repeat(600_000) + "1]"), 413);
  }

  @Test
  void anOriginThatHangsIsNamedAndDoesNotMakeTheServiceUnready(@TempDir Path other)
      throws IOException {
    // Connections are taken by the kernel, and nobody ever answers them.
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var slowed = ServiceProcess.start(
            other,
            Map.of(
                "CACHE_WARMING_ON_START",
                "false",
                "GROCERY_ORIGIN_URL",
                "http://127.0.0.1:" + mute.getLocalPort() + "/items/{id}"))) {
      Awaitility.await()
          .during(Duration.ofSeconds(5))
          .atMost(Duration.ofSeconds(12))
          .until(() -> {
            var health = json(slowed.get("/health"));
            return slowed.get("/health/ready").statusCode() == 200
                && health.getString("status").equals("degraded")
                && health
                    .getJsonArray("checks")
                    .encode()
                    .contains("\"name\":\"origin\",\"status\":\"down\"");
          });
    }
  }

  @Test
  void theDescriptionIsServed() {
    assertThat(service.get("/openapi.yaml").body()).startsWith("openapi: 3.1");
    assertThat(service.get("/docs").statusCode()).isEqualTo(200);
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    var body = json(answer);
    assertThat(body.getInteger("status")).isEqualTo(status);
    assertThat(body.getBoolean("success")).isFalse();
    assertThat(body.getString("error")).isEqualTo(body.getString("detail")).isNotBlank();
    assertThat(body.getString("type")).isNotNull();
    assertThat(body.getString("title")).isNotBlank();
  }

  private static HttpResponse<String> post(String path, String type, String body) {
    return service.send(HttpRequest.newBuilder(service.uri(path))
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return new JsonObject(answer.body());
  }
}
