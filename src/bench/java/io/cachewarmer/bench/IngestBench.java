package io.cachewarmer.bench;

import io.cachewarmer.testing.ClassPath;
import io.cachewarmer.testing.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Recording, as a share of what a bare server does that only reads the body: all servers up at once,
 * rounds interleaved, medians.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.cachewarmer.bench.IngestBench</pre>
 */
public final class IngestBench {

  // Until the compiler, which shares the processors with what is measured, has done its work.
  private static final int WARM_UP_ROUNDS = 20;
  private static final int ROUNDS = 15;

  // Short, so that the three of a round meet the same machine: its speed drifts by a factor of two.
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final int BATCH = 1_000;

  private IngestBench() {}

  public static void main(String[] args) throws Exception {
    int connections = args.length > 0 ? Integer.parseInt(args[0]) : 64;
    var folder = Files.createTempDirectory("ingest-bench");
    int barePort = ServiceProcess.freePort();
    var bare = bareServer(barePort);
    try (var service = ServiceProcess.start(folder, Map.of("LOG_LEVEL", "WARN"))) {
      var single = HttpLoad.post(
          "/record/access", "application/json", event(1).getBytes(StandardCharsets.UTF_8));
      var batch = HttpLoad.post("/record/access", "application/x-ndjson", batch());
      var onBare = new HttpLoad(barePort, single, connections);
      var onService = new HttpLoad(service.port(), single, connections);
      var batches = new HttpLoad(service.port(), batch, 8);
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        for (var load : List.of(onBare, onService, batches)) {
          load.run(ROUND);
        }
      }
      var ratios = new ArrayList<Double>();
      var batchRates = new ArrayList<Double>();
      System.out.printf(
          "%-8s %12s %12s %8s %14s%n",
          "round", "bare req/s", "ours req/s", "ratio", "batch events/s");
      for (int round = 1; round <= ROUNDS; round++) {
        var a = ok(onBare.run(ROUND));
        var b = ok(onService.run(ROUND));
        var c = ok(batches.run(ROUND));
        ratios.add(b.requestsPerSecond() / a.requestsPerSecond());
        batchRates.add(c.requestsPerSecond() * BATCH);
        System.out.printf(
            "%-8d %12.0f %12.0f %8.2f %14.0f   p50/p99 bare %d/%d us, ours %d/%d us%n",
            round,
            a.requestsPerSecond(),
            b.requestsPerSecond(),
            b.requestsPerSecond() / a.requestsPerSecond(),
            c.requestsPerSecond() * BATCH,
            a.p50(),
            a.p99(),
            b.p50(),
            b.p99());
      }
      System.out.printf(
          "median: single %.2f x bare (wanted 0.60), batches of %d: %.0f events/s (wanted 500,000)%n",
          median(ratios), BATCH, median(batchRates));
    } finally {
      bare.destroy();
    }
  }

  private static HttpLoad.Result ok(HttpLoad.Result result) {
    if (result.errors() > 0) {
      throw new IllegalStateException(result.errors() + " requests were not answered with 200");
    }
    return result;
  }

  private static Process bareServer(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            ClassPath.current(),
            BareServer.class.getName(),
            Integer.toString(port))
        .inheritIO()
        .start();
  }

  private static String event(int i) {
    return """
        {"itemId":"grocery:item-%d","loadTime":120.5,"hit":false,"metadata":{"category":"dairy","relatedItems":["grocery:eggs"],"size":2048}}""".formatted(i);
  }

  private static byte[] batch() {
    var lines = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      lines.append(event(i)).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
