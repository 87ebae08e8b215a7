package io.cachewarmer.bench;

import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A run of 100 items over an origin with 20 ms latency, against ceil(N / concurrency) x latency.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.cachewarmer.bench.WarmBench</pre>
 */
public final class WarmBench {

  private static final int ITEMS = 100;
  private static final int CONCURRENCY = 10;
  private static final int LATENCY = 20;
  // As many again go before: they measure the JIT, and a service in use is past them.
  private static final int ROUNDS = 21;

  private WarmBench() {}

  public static void main(String[] args) throws Exception {
    var vertx = Vertx.vertx();
    int port = ServiceProcess.freePort();
    var origin = new CountingOrigin();
    origin.listen(vertx, port, LATENCY).await();
    var settings = Map.of(
        "GROCERY_ORIGIN_URL", "http://127.0.0.1:" + port + "/items/{id}",
        "CACHE_WARMING_CONCURRENCY", Integer.toString(CONCURRENCY),
        "CACHE_WARMING_ON_START", "false",
        "CACHE_WARMING_ENABLED", "false",
        "LOG_LEVEL", "WARN");
    var folder = Files.createTempDirectory("warm-bench");
    List<Long> durations = new ArrayList<>();
    try (var service = ServiceProcess.start(folder, settings)) {
      for (int round = -ROUNDS; round < ROUNDS; round++) {
        var items = IntStream.range(0, ITEMS)
            .mapToObj(i -> "\"item-" + i + "\"")
            .collect(Collectors.joining(","));
        long start = System.nanoTime();
        var answer = service.post("/warm", "{\"items\":[" + items + "],\"force\":true}");
        long outside = (System.nanoTime() - start) / 1_000_000;
        var result = new JsonObject(answer.body()).getJsonObject("result");
        if (result.getInteger("warmedItems") != ITEMS) {
          throw new IllegalStateException(answer.body());
        }
        System.out.printf(
            "round %3d: %d ms (seen from outside %d ms)%n",
            round, result.getLong("duration"), outside);
        if (round >= 0) {
          durations.add(outside);
        }
      }
    } finally {
      vertx.close();
    }
    long ideal = (ITEMS + CONCURRENCY - 1) / CONCURRENCY * LATENCY;
    durations.sort(null);
    System.out.printf(
        "median %d ms, ideal %d ms: %.2f x (wanted 1.30); at most %d at once (wanted %d), %d loads of one key at the same time (wanted 0)%n",
        durations.get(ROUNDS / 2),
        ideal,
        durations.get(ROUNDS / 2) / (double) ideal,
        origin.peak(),
        CONCURRENCY,
        origin.doubles());
  }
}
