package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.RedisProcess;
import io.cachewarmer.testing.ServiceProcess;
import io.cachewarmer.testing.StampingOrigin;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An origin whose values change all the time proves that none is served beyond its time to live, however
 * it came into the cache, and that warming loads anew. All times are of this process's one clock.
 */
class FreshnessIT {

  private static final Duration TTL = Duration.ofSeconds(2);
  private static final int ITEMS = 12;

  /** So many that they are not all warmed: some live until they expire. */
  private static final int RARE_ITEMS = 300;

  /** Takes longer to load than its value may live: whoever joins that load late must not get it. */
  private static final String SLOW = "slow";

  private static final String WARMED = "{\"force\":true,\"items\":["
      + IntStream.range(0, ITEMS)
          .mapToObj(i -> "\"item" + i + "\"")
          .collect(Collectors.joining(","))
      + "]}";

  @TempDir
  Path folder;

  private final StampingOrigin origin = new StampingOrigin(FreshnessIT::latency);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, LongAdder> served = new ConcurrentHashMap<>();
  private final AtomicLong oldestNanos = new AtomicLong();
  private volatile boolean hammering = true;
  private ServiceProcess service;

  @AfterEach
  void close() {
    hammering = false;
    threads.shutdownNow();
    if (service != null) {
      service.close();
    }
    origin.close();
  }

  @Test
  void nothingOlderThanItsTtlIsServedFromTheHeap() throws Exception {
    hammer(Map.of());
  }

  @Tag("redis")
  @Test
  void nothingOlderThanItsTtlIsServedFromRedis() throws Exception {
    try (var redis = RedisProcess.start()) {
      hammer(Map.of("REDIS_URL", redis.url().toString()));
    }
  }

  private void hammer(Map<String, String> cache) throws InterruptedException {
    service = ServiceProcess.start(folder, settings(cache));
    for (int i = 0; i < 3; i++) {
      var random = new SplittableRandom(i);
      threads.execute(() -> repeat(() -> {
        look("/items/item" + random.nextInt(ITEMS));
        look("/cache/item" + random.nextInt(ITEMS));
        look("/items/rare" + random.nextInt(RARE_ITEMS));
      }));
      threads.execute(() -> repeat(() -> joinLate(random)));
    }
    threads.execute(() -> repeat(() -> service.post("/warm", WARMED)));
    await("hits on warmed and on demanded values, and several lives of each item")
        .atMost(Duration.ofSeconds(40))
        .until(() -> !faults.isEmpty()
            || (count("warmed") > 500
                && count("demand") > 500
                && origin.loads("item0") >= 8
                && origin.loads(SLOW) >= 5
                && oldestNanos.get() > TTL.toNanos() * 9 / 10));
    hammering = false;
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

    assertThat(faults.stream().limit(20)).isEmpty();
    System.out.printf(
        "freshness %s: served %s, loads of one item %d, oldest when asked for %d ms of %d%n",
        cache.keySet(),
        served,
        origin.loads("item0"),
        TimeUnit.NANOSECONDS.toMillis(oldestNanos.get()),
        TTL.toMillis());
  }

  private Map<String, String> settings(Map<String, String> cache) {
    var settings = new HashMap<>(cache);
    settings.put("CACHE_WARMING_TTL", Long.toString(TTL.toMillis()));
    settings.put("CACHE_WARMING_INTERVAL", "1000");
    settings.put("CACHE_WARMING_MAX_ITEMS", "20");
    settings.put("GROCERY_ORIGIN_URL", origin.url());
    return settings;
  }

  private void repeat(Runnable request) {
    while (hammering) {
      try {
        request.run();
      } catch (RuntimeException broken) {
        faults.add(broken.toString());
      }
    }
  }

  /** Now and then, so that a load is joined at any moment of it. */
  private void joinLate(SplittableRandom random) {
    long until = System.nanoTime() + random.nextLong(TTL.toNanos());
    while (hammering && System.nanoTime() < until) {
      look("/cache/rare" + random.nextInt(RARE_ITEMS));
    }
    look("/items/" + SLOW);
  }

  private void look(String path) {
    long sent = System.nanoTime();
    var answer = service.get(path);
    long heard = System.nanoTime();
    if (answer.statusCode() == 404 && path.startsWith("/cache")) {
      return;
    }
    if (answer.statusCode() != 200) {
      faults.add(path + " was answered with " + answer.statusCode());
      return;
    }
    judge(path, answer, sent, heard);
  }

  /** What was too old when it was asked for cannot have been young enough when it was served. */
  private void judge(String path, HttpResponse<String> answer, long sent, long heard) {
    long askedAt = new JsonObject(answer.body()).getLong("askedAt");
    var status = answer.headers().firstValue("Cache-Status").orElseThrow();
    long age = answer.headers().firstValueAsLong("Age").orElseThrow();
    served.computeIfAbsent(kind(status), first -> new LongAdder()).increment();
    oldestNanos.accumulateAndGet(sent - askedAt, Math::max);
    if (sent - askedAt > TTL.toNanos()) {
      faults.add("%s: %d ms old when asked for; %s"
          .formatted(path, TimeUnit.NANOSECONDS.toMillis(sent - askedAt), status));
    }
    long least = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, sent - askedAt));
    long most = TimeUnit.NANOSECONDS.toSeconds(heard - askedAt) + 1;
    if (age < least || age > most) {
      faults.add("%s: Age %d, and it is %d to %d s; %s".formatted(path, age, least, most, status));
    }
  }

  private static String kind(String status) {
    return status.contains("detail=")
        ? status.substring(status.indexOf("detail=") + "detail=".length())
        : status.substring(status.indexOf("fwd="));
  }

  private long count(String kind) {
    return served.getOrDefault(kind, new LongAdder()).sum();
  }

  private static Duration latency(String item) {
    return item.equals(SLOW) ? TTL.plusMillis(400) : Duration.ofMillis(20);
  }
}
