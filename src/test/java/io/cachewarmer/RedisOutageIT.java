package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.Agents;
import io.cachewarmer.testing.RedisProcess;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Redis fails beside the running service while agents record and read. Nobody but the operator, who looks
 * at {@code /health}, may notice, and nothing is restarted.
 */
@Tag("redis")
@TestMethodOrder(OrderAnnotation.class)
class RedisOutageIT {

  /** The shortest time that anything waits for Redis: a recording that takes less waits for none. */
  private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(200);

  /** Two looks into a Redis that does not answer, a write to it, and a busy machine. */
  private static final Duration LONGEST_READ = Duration.ofSeconds(2);

  private static final int MOST_CONNECTIONS = 16;

  @TempDir
  static Path folder;

  private static final RedisProcess redis = RedisProcess.start();
  private static final AtomicInteger peakConnections = new AtomicInteger();
  private static final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor();
  private static volatile URI credentials = redis.url();
  private static ServiceProcess service;
  private static Agents agents;

  /** One service, which lives through all of it and begins without a Redis. */
  @BeforeAll
  static void startWithoutRedis() {
    sampler.scheduleWithFixedDelay(RedisOutageIT::countConnections, 0, 50, TimeUnit.MILLISECONDS);
    redis.kill();
    service = ServiceProcess.start(
        folder,
        Map.of(
            "REDIS_HOST",
            redis.url().getHost(),
            "REDIS_PORT",
            Integer.toString(redis.url().getPort()),
            "CACHE_WARMING_INTERVAL",
            "1000",
            "CACHE_WARMING_BUDGET",
            "1"));
    agents = Agents.at(service);
    agents.awaitRecordings(500); // a cold JVM is slow by itself
  }

  @AfterAll
  static void close() {
    sampler.shutdownNow();
    agents.close();
    service.close();
    redis.close();
  }

  @Order(1)
  @Test
  void notThereWhenTheServiceStarts() {
    agents.forgetLatencies();
    staysUseful("not reachable");
    redis.restart();
    recovers();
  }

  @Test
  void killedAndBackEmpty() {
    start();
    redis.kill();
    staysUseful("not reachable");
    redis.restart();
    recovers();
  }

  @Test
  void stoppedAndContinued() {
    start();
    redis.freeze();
    try {
      staysUseful("Redis");
    } finally {
      redis.thaw();
    }
    recovers();
  }

  @Test
  void askingForAPasswordThatTheServiceDoesNotHave() {
    start();
    redis.call("CONFIG", "SET", "requirepass", "secret");
    credentials = redis.url(":secret");
    redis.call(credentials, "CLIENT", "KILL", "TYPE", "normal");
    staysUseful("asks for a password");
    redis.call(credentials, "CONFIG", "SET", "requirepass", "");
    credentials = redis.url();
    recovers();
  }

  @Test
  void fullAndRefusingWrites() {
    start();
    fill();
    redis.call("CONFIG", "SET", "maxmemory-policy", "noeviction");
    redis.call("CONFIG", "SET", "maxmemory", "2mb");
    staysUseful("out of memory");
    redis.call("CONFIG", "SET", "maxmemory", "0");
    recovers();
  }

  private void start() {
    if (!redis.isRunning()) {
      redis.restart();
    }
    awaitHealth("healthy");
    warmsAgain();
    agents.forgetLatencies();
  }

  /** While Redis is gone: all is answered, and the truth is told. */
  private void staysUseful(String why) {
    awaitHealth("degraded");
    assertThat(redisCheck().getString("detail")).contains(why);
    warmsNothingAndSaysSo();
    agents.awaitRecordings(300);
    assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(health().getString("status")).isEqualTo("degraded");
    agentsNoticedNothing();
  }

  private void recovers() {
    awaitHealth("healthy");
    warmsAgain();
    agents.awaitRecordings(300);
    agentsNoticedNothing();
    assertThat(peakConnections).hasValueBetween(2, MOST_CONNECTIONS - 1);
    assertThat(service.log()).doesNotContain("\"stackTrace\"", "\"level\":\"ERROR\"");
    System.out.printf(
        "Redis outage: %d recordings, p99 %d ms; %d reads, longest %d ms; connections to Redis %d%n",
        agents.recordings(),
        agents.recordingP99().toMillis(),
        agents.reads(),
        agents.longestRead().toMillis(),
        peakConnections.get());
  }

  private void agentsNoticedNothing() {
    assertThat(agents.errors()).isEmpty();
    assertThat(agents.recordingP99()).isLessThan(SHORTEST_DEADLINE);
    assertThat(agents.longestRead()).isLessThan(LONGEST_READ);
  }

  private void awaitHealth(String status) {
    await("health is " + status).atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
      assertThat(redisCheck().getString("status"))
          .isEqualTo(status.equals("healthy") ? "up" : "down");
      assertThat(health().getString("status")).isEqualTo(status);
    });
  }

  private JsonObject health() {
    return new JsonObject(service.get("/health").body());
  }

  private JsonObject redisCheck() {
    return health().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("name").equals("redis"))
        .findFirst()
        .orElseThrow();
  }

  private void warmsNothingAndSaysSo() {
    var result = warm();
    assertThat(result.getInteger("warmedItems")).isZero();
    assertThat(result.getInteger("failedItems")).isEqualTo(1);
    assertThat(result.getJsonArray("errors").encode()).contains("Redis");
  }

  /** A run by request; one that is under way by itself is waited for. */
  private JsonObject warm() {
    var body = "{\"items\":[\"grocery:salsa\"],\"force\":true}";
    var answer = await("a turn to warm")
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              long began = System.nanoTime();
              var heard = service.post("/warm", body);
              assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST_READ);
              return heard;
            },
            heard -> heard.statusCode() != 409);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new JsonObject(answer.body()).getJsonObject("result");
  }

  /** What agents record and nobody reads comes into Redis by a warming cycle alone. */
  private void warmsAgain() {
    await("a recorded item is in Redis")
        .atMost(Duration.ofSeconds(10))
        .until(() -> redis.call("EXISTS", "walmart:" + Agents.RECORDED).equals("1"));
  }

  /** Other people's keys, more than 2 MB of them. */
  private static void fill() {
    var block = "x".repeat(100_000);
    for (int i = 0; i < 30; i++) {
      redis.call("SET", "foreign:" + i, block);
    }
  }

  private static void countConnections() {
    try {
      int now = Integer.parseInt(redis.info(credentials, "clients", "connected_clients"));
      peakConnections.accumulateAndGet(now, Math::max);
    } catch (RuntimeException gone) {
      // Nobody is connected to a Redis that does not answer.
    }
  }
}
