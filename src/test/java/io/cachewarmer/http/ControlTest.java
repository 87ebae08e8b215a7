package io.cachewarmer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.bus.Message.Health;
import io.cachewarmer.bus.Message.Loaded;
import io.cachewarmer.bus.Message.Warm.Query;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.plan.Source;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.telemetry.Readiness;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlTest {

  private TestDoor door;

  @BeforeAll
  void open() {
    door = new TestDoor();
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void reset() {
    door.rooms.recorded.clear();
    door.rooms.warms.clear();
    door.rooms.plans.clear();
    door.rooms.forgotten.clear();
    door.rooms.warmRefusal = Optional.empty();
    door.rooms.health =
        new Health(false, true, List.of(new Health.Check("sqlite", true, "journal is written")));
    door.rooms.load =
        () -> Future.succeededFuture(new Loaded(Buffer.buffer("{\"id\":1}"), 20, false, 20));
    door.readiness = Readiness.State.READY;
    door.cluster = Optional.empty();
    door.store.down = false;
    door.store.values.clear();
    door.store.values.put(
        "grocery:milk",
        new CachedValue(
            Buffer.buffer("{\"id\":\"grocery:milk\"}"),
            Duration.ofSeconds(1_220),
            Duration.ofSeconds(2_380),
            Source.WARMED,
            100));
  }

  @Test
  void warmingByStrategyAnswersWithItsResult() {
    var reply = door.post("/warm", "{\"strategy\":\"auto\"}");
    assertThat(reply.status()).isEqualTo(200);
    var json = reply.json();
    assertThat(json.get("success").booleanValue()).isTrue();
    var result = json.get("result");
    assertThat(result.get("totalCandidates").intValue()).isEqualTo(4);
    assertThat(result.get("warmedItems").intValue()).isEqualTo(2);
    assertThat(result.get("failedItems").intValue()).isEqualTo(1);
    assertThat(result.get("skippedItems").intValue()).isEqualTo(1);
    assertThat(result.get("memoryUsed").longValue()).isEqualTo(4_096);
    assertThat(result.get("duration").longValue()).isEqualTo(250);
    assertThat(result.get("strategy").textValue()).isEqualTo("auto");
    assertThat(result.get("errors").get(0).textValue()).contains("grocery:gone");
    assertThat(door.rooms.warms.get(0).strategy()).isEqualTo(Strategy.AUTO);
  }

  @Test
  void everyStrategyIsKnownAndNoneIsAuto() {
    for (var strategy : Strategy.values()) {
      assertThat(
              door.post("/warm", "{\"strategy\":\"" + strategy.label() + "\"}").status())
          .isEqualTo(200);
    }
    assertThat(door.post("/warm", "").status()).isEqualTo(200);
    assertThat(door.rooms.warms.get(Strategy.values().length).strategy()).isEqualTo(Strategy.AUTO);
  }

  @Test
  void namedItemsAreWarmedInOrder() {
    assertThat(door.post("/warm", "{\"items\":[\"b\",\"a\"],\"force\":true}").status())
        .isEqualTo(200);
    assertThat(door.rooms.warms.get(0).items()).containsExactly("b", "a");
    assertThat(door.rooms.warms.get(0).force()).isTrue();
    assertThat(items(1_000, "x".repeat(256)).status()).isEqualTo(200);
    assertThat(items(1_001, "x").status()).isEqualTo(400);
    assertThat(items(1, "x".repeat(257)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"strategy\":\"everything\"}",
        "{\"strategy\":1}",
        "{\"items\":\"a\"}",
        "{\"items\":[]}",
        "{\"items\":[1]}",
        "{\"items\":[\"\"]}",
        "{\"items\":[\"a\\n\"]}",
        "{\"items\":[\"a\"],\"strategy\":\"auto\"}",
        "{\"force\":\"yes\"}",
        "{\"async\":1}",
        "{\"async\":true,\"async\":true}",
        "[]",
        "nonsense",
        "{} {}",
        "{\"x\":1e309}",
        "{\"x\":\"\\ud800\"}"
      })
  void aWrongCommandIsRefused(String body) {
    assertThat(door.post("/warm", body).status()).isEqualTo(400);
    assertThat(door.rooms.warms).isEmpty();
  }

  @Test
  void aDetachedRunIsToldByItsPlace() {
    var reply = door.post("/warm", "{\"async\":true}");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("location")).isEqualTo("/runs/r1");
    assertThat(door.rooms.warms.get(0).detached()).isTrue();
    var run = door.get("/runs/r1");
    assertThat(run.status()).isEqualTo(200);
    assertThat(run.json().get("state").textValue()).isEqualTo("running");
    assertThat(run.json().get("progress").doubleValue()).isEqualTo(1.0);
    var cancelled = door.send("DELETE", "/runs/r1", new byte[0]);
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().get("state").textValue()).isEqualTo("cancelled");
    assertThat(door.get("/runs/r9").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"INVALID,400", "UNKNOWN,404", "BUSY,409", "BAD_GATEWAY,502", "OVERLOADED,503"})
  void aRefusalBecomesItsStatusWithItsSentence(Reason reason, int status) {
    door.rooms.warmRefusal = Optional.of(new Refusal(reason, "because"));
    var reply = door.post("/warm", "{}");
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().get("detail").textValue()).isEqualTo("because");
    assertThat(reply.header("retry-after").isEmpty())
        .isEqualTo(reason != Reason.BUSY && reason != Reason.OVERLOADED);
  }

  @Test
  void categoriesAndQuestionsAreWarmed() {
    assertThat(door.post("/warm/category", "{\"category\":\"dairy\"}").status()).isEqualTo(200);
    assertThat(door.post("/warm/category", "{}").status()).isEqualTo(400);
    assertThat(door.post("/warm/nlp", "{}").status()).isEqualTo(200);
    assertThat(door.post("/warm/nlp", "{\"queries\":[\"q\"],\"model\":\"m\"}").status())
        .isEqualTo(200);
    assertThat(door.post("/warm/nlp", "{\"queries\":[\"q\"]}").status()).isEqualTo(200);
    assertThat(door.post("/warm/nlp", "{\"queries\":[\"\"]}").status()).isEqualTo(400);
    assertThat(door.rooms.warms.get(0).category()).isEqualTo("dairy");
    assertThat(door.rooms.warms.get(1).strategy()).isEqualTo(Strategy.OLLAMA);
    assertThat(door.rooms.warms.get(1).queries()).isEmpty();
    assertThat(door.rooms.warms.get(2).queries()).containsExactly(new Query("m", "q"));
    assertThat(door.rooms.warms.get(3).queries()).containsExactly(new Query("llama3.2:3b", "q"));
  }

  @Test
  void clearingTellsWhatWasCleared() {
    assertThat(door.post("/clear", "{}").body())
        .isEqualTo("{\"success\":true,\"cleared\":{\"entries\":7,\"patterns\":5,\"journal\":3}}");
    assertThat(door.rooms.forgotten).containsExactlyInAnyOrder("cache", "answers", "patterns");
    door.rooms.forgotten.clear();
    assertThat(door.post("/clear", "{\"scope\":\"cache\"}").status()).isEqualTo(200);
    assertThat(door.rooms.forgotten).containsExactly("cache", "answers");
    door.rooms.forgotten.clear();
    assertThat(door.post("/clear", "{\"scope\":\"patterns\"}").status()).isEqualTo(200);
    assertThat(door.rooms.forgotten).containsExactly("patterns");
    assertThat(door.post("/clear", "{\"scope\":\"disk\"}").status()).isEqualTo(400);
  }

  @Test
  void aPlanTellsWhyAndWhen() {
    var reply = door.get("/plan?strategy=auto&at=2026-11-23T07:00");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(door.rooms.plans.get(0).atMillis()).isEqualTo(FakeRooms.NOW - 3_600_000);
    var json = reply.json();
    assertThat(json.get("strategy").textValue()).isEqualTo("auto");
    assertThat(json.get("at").textValue()).isEqualTo("2026-11-23T07:00:00+01:00");
    assertThat(json.get("budget").get("warmsPerAccess").doubleValue()).isEqualTo(0.25);
    assertThat(json.get("memory").get("limit").longValue()).isEqualTo(104_857_600);
    var candidate = json.get("candidates").get(0);
    assertThat(candidate.toString())
        .isEqualTo("{\"key\":\"grocery:milk\",\"reasons\":[{\"strategy\":\"pattern\",\"share\":1.0,"
            + "\"detail\":\"asked 12 times a day\"}],\"probability\":0.8,\"savedMillis\":120.0,"
            + "\"bytes\":2048,\"worth\":96.0,\"verdict\":\"below-threshold\"}");
    assertThat(door.get("/plan?at=2026-11-23T07:00+01:00").status()).isEqualTo(200);
    assertThat(door.get("/plan?at=2026-11-23T06:00Z").status()).isEqualTo(200);
    assertThat(door.rooms.plans).extracting("atMillis").containsOnly(FakeRooms.NOW - 3_600_000);
    assertThat(door.get("/plan").status()).isEqualTo(200);
    assertThat(door.rooms.plans.get(3).atMillis()).isEqualTo(FakeRooms.NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at=tomorrow",
        "at=",
        "at=2026-13-01T00:00",
        "at=%2B999999999-01-01T00:00",
        "strategy=none",
        "at=%zz",
        "at=%c0%af",
        "strategy=auto&strategy=full"
      })
  void aPlanForNowhereIsRefused(String query) {
    // Sent raw: a client would mend some of these.
    var reply = door.raw(
        "GET /plan?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(reply).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aKeyIsExplained() {
    var json = door.get("/explain/grocery%3Amilk").json();
    assertThat(json.get("key").textValue()).isEqualTo("grocery:milk");
    assertThat(json.get("score").doubleValue()).isEqualTo(0.91);
    assertThat(json.get("accessCount").longValue()).isEqualTo(42);
    assertThat(json.get("hitRate").doubleValue()).isEqualTo(0.25);
    assertThat(json.get("averageLoadTime").doubleValue()).isEqualTo(120.5);
    assertThat(json.get("category").textValue()).isEqualTo("dairy");
    assertThat(json.get("relatedItems").get(0).textValue()).isEqualTo("grocery:eggs");
    assertThat(json.get("hourOfWeek")).hasSize(168);
    assertThat(json.get("forecast").get("probability").doubleValue()).isEqualTo(0.8);
    assertThat(json.get("forecast").get("features")).hasSize(1);
    assertThat(json.get("forecast").get("features").get(0).get("share").doubleValue())
        .isEqualTo(0.4);
    assertThat(json.get("cached").toString())
        .isEqualTo(
            "{\"bytes\":2100,\"ageMillis\":1220000,\"ttlMillis\":2380000,\"source\":\"warmed\"}");
    assertThat(json.get("lastWarm").get("succeeded").booleanValue()).isTrue();
    assertThat(json.get("verdict").textValue()).isEqualTo("fresh");
    assertThat(json.get("reasons")).hasSize(1);
    var unknown = door.get("/explain/nobody").json();
    assertThat(unknown.get("accessCount").longValue()).isZero();
    assertThat(unknown.get("cached").isNull()).isTrue();
  }

  @Test
  void healthHasTheShapeThatAgentsKnow() {
    var json = door.get("/health").json();
    assertThat(json.get("status").textValue()).isEqualTo("healthy");
    assertThat(json.get("service").textValue()).isEqualTo("cache-warmer");
    assertThat(json.get("uptime").isIntegralNumber()).isTrue();
    assertThat(json.get("isRunning").booleanValue()).isTrue();
    var statistics = json.get("statistics");
    assertThat(statistics.get("patternsTracked").intValue()).isEqualTo(523);
    assertThat(statistics.get("memoryUsage").longValue()).isEqualTo(45_678);
    assertThat(statistics.get("lastWarmingRun").longValue()).isEqualTo(FakeRooms.NOW - 750);
    assertThat(statistics.get("isWarming").booleanValue()).isFalse();
    assertThat(statistics.get("topItems").get(0).toString())
        .isEqualTo("{\"itemId\":\"grocery:milk\",\"score\":0.91,\"accessCount\":42}");
    assertThat(statistics.get("ollamaStats").toString())
        .isEqualTo("{\"queriesTracked\":156,\"avgResponseTime\":45.3,\"cacheHitRate\":0.85}");
    assertThat(statistics.get("groceryStats").toString())
        .isEqualTo("{\"itemsTracked\":100,\"categoriesLoaded\":12,\"commonItemsCached\":87}");
    assertThat(json.get("config").toString())
        .isEqualTo("{\"warmingEnabled\":true,\"interval\":300000,\"memoryLimit\":104857600}");
    assertThat(json.get("checks").toString())
        .isEqualTo("[{\"name\":\"sqlite\",\"status\":\"up\",\"detail\":\"journal is written\"}]");
    assertThat(json.has("cluster")).isFalse();
    door.cluster = Optional.of(new ServiceView.Cluster(List.of("a:1", "b:1"), 0.5));
    assertThat(door.get("/health").json().get("cluster").toString())
        .isEqualTo("{\"members\":[\"a:1\",\"b:1\"],\"ownedShare\":0.5}");
  }

  @Test
  void healthIsDegradedWhenACheckFailsAndStillAnswers200() {
    door.rooms.health =
        new Health(true, true, List.of(new Health.Check("redis", false, "connection refused")));
    var reply = door.get("/health");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("status").textValue()).isEqualTo("degraded");
    assertThat(reply.json().get("checks").get(0).get("status").textValue()).isEqualTo("down");
  }

  @Test
  void readinessFollowsTheLifeOfTheServiceAndItsJournal() {
    assertThat(door.get("/health/live").status()).isEqualTo(200);
    assertThat(door.get("/health/ready").status()).isEqualTo(200);
    for (var readiness : List.of(Readiness.State.STARTING, Readiness.State.DRAINING)) {
      door.readiness = readiness;
      assertThat(door.get("/health/ready").status()).isEqualTo(503);
      assertThat(door.get("/health/live").status()).isEqualTo(200);
    }
    door.readiness = Readiness.State.READY;
    door.rooms.health = new Health(true, false, List.of());
    assertThat(door.get("/health/ready").status()).isEqualTo(503);
  }

  @Test
  void statsAreTheStatisticsAndMore() {
    var json = door.get("/stats").json();
    assertThat(json.get("patternsTracked").intValue()).isEqualTo(523);
    assertThat(json.get("statistics").get("patternsTracked").intValue()).isEqualTo(523);
    assertThat(json.get("hitRatio").toString())
        .isEqualTo("{\"total\":0.6,\"warmed\":0.45,\"demand\":0.15}");
    assertThat(json.get("accuracy").doubleValue()).isEqualTo(0.5);
    assertThat(json.get("coverage").doubleValue()).isEqualTo(0.45);
    assertThat(json.get("warms").get("pattern").longValue()).isEqualTo(80);
    assertThat(json.get("wasted").longValue()).isEqualTo(4);
    assertThat(json.get("timeSaved").doubleValue()).isEqualTo(5_400);
  }

  @Test
  void aCachedValueIsShownAsItIsStored() {
    var reply = door.get("/cache/grocery%3Amilk");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"id\":\"grocery:milk\"}");
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.header("cache-status"))
        .isEqualTo("cache-warmer; hit; ttl=2380; detail=warmed");
    assertThat(reply.header("age")).isEqualTo("1220");
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
    var absent = door.get("/cache/absent");
    assertThat(absent.status()).isEqualTo(404);
    assertThat(absent.header("cache-status")).isEqualTo("cache-warmer; fwd=uri-miss");
    assertThat(absent.header("content-type")).isEqualTo("application/problem+json");
    assertThat(door.rooms.recorded).isEmpty();
    door.store.down = true;
    assertThat(door.get("/cache/grocery%3Amilk").status()).isEqualTo(503);
  }

  @Test
  void anItemIsReadThroughAndRecorded() {
    var hit = door.get("/items/grocery%3Amilk?userId=u&sessionId=s+1");
    assertThat(hit.status()).isEqualTo(200);
    assertThat(hit.header("cache-status")).isEqualTo("cache-warmer; hit; ttl=2380; detail=warmed");
    var miss = door.get("/items/grocery%3Aeggs");
    assertThat(miss.body()).isEqualTo("{\"id\":1}");
    assertThat(miss.header("cache-status")).isEqualTo("cache-warmer; fwd=miss; stored");
    door.rooms.load = () -> Future.succeededFuture(new Loaded(Buffer.buffer("{}"), 20, true, 1500));
    var joined = door.get("/items/b");
    assertThat(joined.header("cache-status")).isEqualTo("cache-warmer; fwd=miss; collapsed");
    assertThat(joined.header("age")).isEqualTo("1");
    Awaitility.await().until(() -> door.rooms.recorded.size() == 3);
    var first = (ItemAccess) door.rooms.recorded.poll();
    assertThat(first.key()).isEqualTo("grocery:milk");
    assertThat(first.hit()).isTrue();
    assertThat(first.userId()).isEqualTo("u");
    assertThat(first.sessionId()).isEqualTo("s 1");
    var second = (ItemAccess) door.rooms.recorded.poll();
    assertThat(second.hit()).isFalse();
    assertThat(second.loadMillis()).isEqualTo(20);
    assertThat(second.bytes()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"UNKNOWN,404", "BAD_GATEWAY,502", "GATEWAY_TIMEOUT,504"})
  void anItemThatCannotBeLoadedIsNotRecorded(Reason reason, int status) {
    door.rooms.load = () -> Future.failedFuture(new Refusal(reason, "no such item"));
    assertThat(door.get("/items/x").status()).isEqualTo(status);
    assertThat(door.rooms.recorded).isEmpty();
  }

  @Test
  void aCacheThatIsDownIsAMiss() {
    door.store.down = true;
    assertThat(door.get("/items/grocery%3Amilk").header("cache-status"))
        .isEqualTo("cache-warmer; fwd=miss; stored");
  }

  @Test
  void aKeyIsOneEncodedSegmentWhole() {
    door.store.values.put("a/b c+d%", door.store.values.get("grocery:milk"));
    assertThat(door.get("/cache/a%2Fb%20c+d%25").status()).isEqualTo(200);
    assertThat(door.get("/cache/a/b").status()).isEqualTo(404);
    assertThat(door.get("/cache/" + "x".repeat(256)).status()).isEqualTo(404);
    assertThat(door.get("/cache/" + "x".repeat(257)).status()).isEqualTo(400);
    for (String bad : List.of("%00", "%0a", "%zz", "%", "%2", "%c0%af", "%ff", "%ed%a0%80")) {
      assertThat(door.raw(
              "GET /cache/a" + bad + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .as(bad)
          .startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void unknownPathsAndMethodsAreProblems() {
    for (String path : List.of("/nothing", "/cache", "/cache/", "/runs", "/record", "/record/x")) {
      var reply = door.get(path);
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    }
    assertThat(door.send("PUT", "/warm", new byte[0]).header("allow")).isEqualTo("POST");
    assertThat(door.send("DELETE", "/health", new byte[0]).header("allow")).isEqualTo("GET, HEAD");
    var runs = door.post("/runs/r1", "{}");
    assertThat(runs.status()).isEqualTo(405);
    assertThat(runs.header("allow")).isEqualTo("DELETE, GET, HEAD");
    assertThat(runs.json().get("status").intValue()).isEqualTo(405);
  }

  @Test
  void metricsAndDocumentsAreServed() {
    var metrics = door.get("/metrics", "Accept", "application/openmetrics-text");
    assertThat(metrics.header("content-type")).isEqualTo("text/plain; version=0.0.4");
    assertThat(metrics.body()).contains("openmetrics-text");
    assertThat(door.get("/openapi.yaml").body()).startsWith("openapi: 3.1");
    var page = door.get("/docs");
    assertThat(page.body()).contains("/docs/swagger-ui-bundle.js");
    assertThat(page.header("content-security-policy")).startsWith("default-src 'none'");
    for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js", "docs.js")) {
      assertThat(door.get("/docs/" + file).status()).as(file).isEqualTo(200);
    }
    assertThat(door.get("/docs/..%2Fopenapi.yaml").status()).isEqualTo(404);
    assertThat(door.get("/docs/package.json").status()).isEqualTo(404);
  }

  @Test
  void requestsAreCountedByRouteAndClass() {
    var counter =
        door.registry.get("cache_warmer.http_requests").tags("route", "cache", "status", "4xx");
    double before = counter.functionCounter().count();
    door.get("/cache/absent");
    Awaitility.await().until(() -> counter.functionCounter().count() == before + 1);
  }

  private TestDoor.Reply items(int count, String name) {
    var list = String.join("\",\"", Collections.nCopies(count, name));
    return door.post("/warm", "{\"items\":[\"" + list + "\"]}");
  }
}
