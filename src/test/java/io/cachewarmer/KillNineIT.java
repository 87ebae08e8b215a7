package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed again and again while agents post to it. Agents do what agents should: each
 * event has an id, and what was not acknowledged is posted again. A ledger says what must have been
 * counted.
 */
class KillNineIT {

  private static final int CYCLES = 20;
  private static final int WRITERS = 4;
  private static final int ITEMS = 40;
  private static final Map<String, String> SETTINGS = Map.of(
      "ANALYTICS_DECAY_FACTOR", "1",
      "SQLITE_SNAPSHOT_INTERVAL", "250",
      "CACHE_WARMING_ENABLED", "false",
      "CACHE_WARMING_ON_START", "false",
      "LOG_LEVEL", "WARN");

  @TempDir
  Path folder;

  @Test
  void everyAcknowledgedEventIsCountedOnceThroughTwentyKills() throws Exception {
    var writers = new ArrayList<Writer>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(i));
    }
    var random = new Random(7);
    var pool = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        try (var service = ServiceProcess.start(folder, SETTINGS)) {
          var acknowledged = new AtomicInteger();
          var running = new ArrayList<Future<?>>();
          for (var writer : writers) {
            running.add(pool.submit(() -> writer.postUntilItDies(service, acknowledged)));
          }
          int enough = 20 + random.nextInt(400);
          org.awaitility.Awaitility.await()
              .pollInterval(java.time.Duration.ofMillis(1))
              .until(() -> acknowledged.get() >= enough);
          service.kill();
          for (var writer : running) {
            writer.get();
          }
        }
      }
    } finally {
      pool.shutdownNow();
    }

    try (var service = ServiceProcess.start(folder, SETTINGS)) {
      for (var writer : writers) {
        writer.postWhatIsOpen(service);
      }
      Map<String, Long> ledger = new HashMap<>();
      writers.forEach(w -> w.ledger.forEach((item, n) -> ledger.merge(item, n, Long::sum)));
      Map<String, Long> counted = new HashMap<>();
      for (var item : ledger.keySet()) {
        var explained = new JsonObject(service.get("/explain/" + item).body());
        counted.put(item, explained.getLong("accessCount"));
      }
      assertThat(counted).isEqualTo(ledger);
      assertThat(ledger.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(1_000);
      System.out.printf(
          "kill -9: %d cycles, %d events acknowledged, each counted once%n",
          CYCLES, ledger.values().stream().mapToLong(Long::longValue).sum());
    }
  }

  /** An agent that posts singles and batches and keeps a ledger of what was acknowledged. */
  private static final class Writer {

    private final int number;
    private final Random random;
    private final Map<String, Long> ledger = new HashMap<>();
    private final Queue<List<String>> open = new ArrayDeque<>();
    private int next;

    Writer(int number) {
      this.number = number;
      this.random = new Random(number);
    }

    void postUntilItDies(ServiceProcess service, AtomicInteger acknowledged) {
      try {
        while (service.process().isAlive()) {
          if (open.isEmpty()) {
            open.add(newBatch());
          }
          postOldest(service);
          acknowledged.incrementAndGet();
        }
      } catch (UncheckedIOException killed) {
        // The outcome of the last post is not known: it stays open and is posted again.
      }
    }

    void postWhatIsOpen(ServiceProcess service) {
      while (!open.isEmpty()) {
        postOldest(service);
      }
    }

    private void postOldest(ServiceProcess service) {
      var events = open.element();
      var lines =
          String.join("\n", events.stream().map(item -> event(item, events)).toList());
      var answer = service.send(HttpRequest.newBuilder(service.uri("/record/access"))
          .header("Content-Type", "application/x-ndjson")
          .POST(HttpRequest.BodyPublishers.ofString(lines)));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      open.remove();
      events.forEach(id -> ledger.merge(itemOf(id), 1L, Long::sum));
    }

    private List<String> newBatch() {
      int size = random.nextInt(4) == 0 ? 50 : 1;
      var ids = new ArrayList<String>();
      for (int i = 0; i < size; i++) {
        ids.add("w%d-%d-%d".formatted(number, next++, random.nextInt(ITEMS)));
      }
      return ids;
    }

    private static String itemOf(String id) {
      return "item-" + id.substring(id.lastIndexOf('-') + 1);
    }

    private static String event(String id, List<String> batch) {
      return "{\"id\":\"%s\",\"itemId\":\"%s\",\"loadTime\":%d}"
          .formatted(id, itemOf(id), batch.size());
    }
  }
}
