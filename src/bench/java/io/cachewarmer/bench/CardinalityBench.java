package io.cachewarmer.bench;

import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;

/**
 * A million ids that are asked for once, and a hundred that are asked for all the time: the table
 * stays at its cap, the hundred stay in it, memory and metric series stay flat.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.cachewarmer.bench.CardinalityBench</pre>
 */
public final class CardinalityBench {

  private static final int IDS = 1_000_000;
  private static final int HOT = 100;
  private static final int BATCH = 1_000;

  private CardinalityBench() {}

  public static void main(String[] args) throws Exception {
    var folder = Files.createTempDirectory("cardinality-bench");
    try (var service = ServiceProcess.start(folder, Map.of("LOG_LEVEL", "WARN"))) {
      post(service, hotBatch());
      long heapBefore = heapAfterCollection(service);
      long seriesBefore = series(service);
      var random = new Random(1);
      for (int sent = 0; sent < IDS; ) {
        var lines = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
          // One access in eleven goes to the hot hundred, so that they are hot throughout.
          var id = i % 11 == 0 ? "hot-" + random.nextInt(HOT) : "cold-" + sent++;
          lines.append("{\"itemId\":\"%s\",\"loadTime\":20,\"metadata\":{\"category\":\"c%d\"}}\n"
              .formatted(id, random.nextInt(20)));
        }
        post(service, lines.toString());
      }
      long heapAfter = heapAfterCollection(service);
      int hotKept = 0;
      for (int i = 0; i < HOT; i++) {
        var explained = new JsonObject(service.get("/explain/hot-" + i).body());
        hotKept += explained.getLong("accessCount", 0L) > 100 ? 1 : 0;
      }
      var patterns = new JsonObject(service.get("/stats").body()).getLong("patternsTracked");
      System.out.printf(
          "%d ids: %d patterns (cap 50,000), %d of the %d hot ones kept, heap after GC %+.1f MB (wanted < 64), series %d -> %d%n",
          IDS,
          patterns,
          hotKept,
          HOT,
          (heapAfter - heapBefore) / 1048576.0,
          seriesBefore,
          series(service));
    }
  }

  private static String hotBatch() {
    var lines = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      lines.append("{\"itemId\":\"hot-%d\",\"loadTime\":20}\n".formatted(i % HOT));
    }
    return lines.toString();
  }

  private static void post(ServiceProcess service, String lines) {
    var answer = service.send(HttpRequest.newBuilder(service.uri("/record/access"))
        .header("Content-Type", "application/x-ndjson")
        .POST(HttpRequest.BodyPublishers.ofString(lines)));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  private static long heapAfterCollection(ServiceProcess service) throws Exception {
    // Taken by the JDK's own tool: a histogram of live objects collects first.
    var jcmd = new ProcessBuilder(
            System.getProperty("java.home") + "/bin/jcmd",
            Long.toString(service.process().pid()),
            "GC.class_histogram")
        .start();
    var lines = new String(
            jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .toList();
    var total = lines.get(lines.size() - 1).trim().split("\\s+");
    return Long.parseLong(total[2]);
  }

  private static long series(ServiceProcess service) {
    return service
        .get("/metrics")
        .body()
        .lines()
        .filter(l -> !l.startsWith("#"))
        .count();
  }
}
