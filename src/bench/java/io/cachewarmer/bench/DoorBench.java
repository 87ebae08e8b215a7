package io.cachewarmer.bench;

import io.cachewarmer.testing.FakeOllama;
import io.cachewarmer.testing.FakeScript;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The Ollama door before a fake Ollama: how long a hit takes when the answer took 250 ms, and what warming
 * costs those who wait. Rounds with and without warming take turns, so that what else the machine does
 * weighs on both.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.cachewarmer.bench.DoorBench</pre>
 */
public final class DoorBench {

  private static final int SLOW_MILLIS = 250;
  private static final int ANSWER_MILLIS = 50;
  private static final int LIVE = 4;
  // As many pairs go before: they measure the JIT, and a service in use is past them.
  private static final int PAIRS = 8;
  private static final int WARMED = 50;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger questions = new AtomicInteger();
  private final int door;

  private DoorBench(int door) {
    this.door = door;
  }

  public static void main(String[] args) throws Exception {
    int door = ServiceProcess.freePort();
    var folder = Files.createTempDirectory("door-bench");
    try (var ollama = FakeOllama.start();
        var service = ServiceProcess.start(
            folder,
            Map.of(
                "OLLAMA_URL", ollama.url().toString(),
                "OLLAMA_PROXY_PORT", Integer.toString(door),
                "CACHE_WARMING_ON_START", "false",
                "CACHE_WARMING_ENABLED", "false",
                "LOG_LEVEL", "WARN"))) {
      var bench = new DoorBench(door);
      ollama.script(FakeScript.well().after(SLOW_MILLIS));
      bench.hits();
      ollama.script(FakeScript.well().after(ANSWER_MILLIS));
      bench.warming(service);
    }
    System.exit(0);
  }

  private void hits() throws Exception {
    post(question("a connection, and classes that are not loaded yet"));
    var body = question("How long do eggs keep?");
    long begun = System.nanoTime();
    post(body);
    long miss = (System.nanoTime() - begun) / 1_000;
    var load =
        new HttpLoad(door, HttpLoad.post("/api/generate", "application/json", bytes(body)), 1);
    load.run(Duration.ofSeconds(5));
    var hits = load.run(Duration.ofSeconds(10));
    System.out.printf(
        "a miss takes %.1f ms; a hit %.2f ms in the median (wanted below 5), %.2f ms in the 99th"
            + " percentile, %d wrong answers%n",
        miss / 1e3, hits.p50() / 1e3, hits.p99() / 1e3, hits.errors());
  }

  private void warming(ServiceProcess service) throws Exception {
    var off = new Histogram(3);
    var on = new Histogram(3);
    for (int pair = -PAIRS; pair < PAIRS; pair++) {
      var run = CompletableFuture.supplyAsync(() ->
          service.post("/warm/nlp", new JsonObject().put("queries", fresh()).encode()));
      long begun = System.nanoTime();
      var with = live(() -> !run.isDone());
      long end = 2 * System.nanoTime() - begun;
      var result = new JsonObject(run.get().body()).getJsonObject("result");
      if (result.getInteger("warmedItems") != WARMED) {
        throw new IllegalStateException(run.get().body());
      }
      var without = live(() -> System.nanoTime() - end < 0);
      if (pair >= 0) {
        on.add(with);
        off.add(without);
      }
      System.out.printf(
          "pair %3d: %d answers were warmed in %d ms; p99 %.2f ms with warming, %.2f ms without%n",
          pair,
          WARMED,
          result.getLong("duration"),
          with.getValueAtPercentile(99) / 1e3,
          without.getValueAtPercentile(99) / 1e3);
    }
    double ratio = on.getValueAtPercentile(99) / (double) off.getValueAtPercentile(99);
    System.out.printf(
        "live requests: p99 %.2f ms of %d with warming, %.2f ms of %d without: %.3f x (wanted at most 1.05)%n",
        on.getValueAtPercentile(99) / 1e3,
        on.getTotalCount(),
        off.getValueAtPercentile(99) / 1e3,
        off.getTotalCount(),
        ratio);
  }

  /** Questions that nobody has asked before, from as many clients at once; in microseconds. */
  private Histogram live(BooleanSupplier goesOn) {
    var latencies = new ConcurrentHistogram(3);
    var clients = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < LIVE; i++) {
      clients.add(CompletableFuture.runAsync(
          () -> {
            while (goesOn.getAsBoolean()) {
              var body = question("live question " + questions.incrementAndGet());
              long begun = System.nanoTime();
              post(body);
              latencies.recordValue((System.nanoTime() - begun) / 1_000);
            }
          },
          task -> new Thread(task).start()));
    }
    clients.forEach(CompletableFuture::join);
    return latencies;
  }

  private JsonArray fresh() {
    List<String> queries = new ArrayList<>();
    for (int i = 0; i < WARMED; i++) {
      queries.add("warmed question " + questions.incrementAndGet());
    }
    return new JsonArray(queries);
  }

  private void post(String body) {
    var answer = client
        .sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door + "/api/generate"))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .join();
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  private static String question(String words) {
    return new JsonObject()
        .put("model", "llama3.2:3b")
        .put("prompt", words)
        .put("stream", false)
        .encode();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
