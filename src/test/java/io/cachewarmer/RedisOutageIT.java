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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Redis fails beside the running service while agents record and read. Nobody but the operator, who looks
 * at {@code /health}, may notice, and nothing is restarted.
 */
@Tag("redis")
class RedisOutageIT {

  /** The shortest time that anything waits for Redis: a recording that takes less waits for none. */
  private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(200);

  /** Two looks into a Redis that does not answer, a write to it, and a busy machine. */
  private static final Duration LONGEST_READ = Duration.ofSeconds(2);

  private static final int MOST_CONNECTIONS = 16;

  /** Warned of are: each use of Redis, the dependency, and a failed run a second. */
  private static final int MOST_STACK_TRACES = 2;

  @TempDir
  Path folder;

  private final RedisProcess redis = RedisProcess.start();
  private final AtomicInteger peakConnections = new AtomicInteger();
  private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
  private volatile URI credentials = redis.url();
  private ServiceProcess service;
  private Agents agents;

  @BeforeEach
  void sample() {
    sampler.scheduleWithFixedDelay(this::countConnections, 0, 50, TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void close() {
    sampler.shutdownNow();
    if (agents != null) {
      agents.close();
    }
    if (service != null) {
      service.close();
    }
    redis.thaw();
    redis.close();
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
    staysUseful("Redis");
    redis.thaw();
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
    redis.call("CONFIG", "SET", "maxmemory-policy", "noeviction");
    redis.call("CONFIG", "SET", "maxmemory", "2mb");
    fill();
    staysUseful("out of memory");
    redis.call("CONFIG", "SET", "maxmemory", "0");
    recovers();
  }

  @Test
  void notThereWhenTheServiceStarts() {
    redis.kill();
    launch();
    staysUseful("not reachable");
    redis.restart();
    recovers();
  }

  private void start() {
    launch();
    warmsAgain();
    awaitHealth("healthy");
    agents.forgetLatencies();
  }

  private void launch() {
    service = ServiceProcess.start(
        folder,
        Map.of(
            "REDIS_HOST", redis.url().getHost(),
            "REDIS_PORT", Integer.toString(redis.url().getPort()),
            "CACHE_WARMING_INTERVAL", "1000",
            "CACHE_WARMING_BUDGET", "1"));
    agents = Agents.at(service);
    agents.awaitRecordings(1_000); // a cold JVM is slow by itself
    agents.forgetLatencies();
  }

  /** While Redis is gone: all is answered, and the truth is told. */
  private void staysUseful(String why) {
    awaitHealth("degraded");
    assertThat(redisCheck().getString("detail")).contains(why);
    warmsNothingAndSaysSo();
    agents.awaitRecordings(1_000);
    assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(health().getString("status")).isEqualTo("degraded");
    agentsNoticedNothing();
  }

  private void recovers() {
    awaitHealth("healthy");
    warmsAgain();
    agents.awaitRecordings(1_000);
    agentsNoticedNothing();
    assertThat(peakConnections).hasValueBetween(2, MOST_CONNECTIONS - 1);
    assertThat(service.log().lines().filter(line -> line.contains("\"stackTrace\"")))
        .hasSizeLessThanOrEqualTo(MOST_STACK_TRACES);
    assertThat(service.log()).doesNotContain("\"level\":\"ERROR\"");
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

  private void fill() {
    var block = "x".repeat(100_000);
    try {
      for (int i = 0; i < 100; i++) {
        redis.call("SET", "foreign:" + i, block);
      }
    } catch (IllegalStateException full) {
      assertThat(full).hasMessageStartingWith("OOM");
      return;
    }
    throw new IllegalStateException("Redis took ten times its memory");
  }

  private void countConnections() {
    try {
      int now = Integer.parseInt(redis.info(credentials, "clients", "connected_clients"));
      peakConnections.accumulateAndGet(now, Math::max);
    } catch (RuntimeException gone) {
      // Nobody is connected to a Redis that does not answer.
    }
  }
}
