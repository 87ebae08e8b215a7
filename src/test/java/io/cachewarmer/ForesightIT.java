package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.bus.Message.Decide;
import io.cachewarmer.bus.Message.ExportModel;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole service on a clock of its own: it learns a shop's mornings and is there before them. */
class ForesightIT {

  private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int DAYS = 21;
  private static final List<String> ITEMS =
      List.of("milk", "eggs", "bread", "butter", "bananas", "coffee", "yogurt", "cheese");

  @TempDir
  Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock(START);
  private String base = "";
  private Optional<Service> running = Optional.empty();

  @Test
  void whatIsAskedForEachMorningIsThereBeforeItIsAskedForAlsoAfterARestart() throws Exception {
    var service = start();
    for (int day = 0; day < DAYS; day++) {
      morning(service, day);
    }
    decideAt(service, DAYS, 4 * 60);
    assertThat(cached()).as("five hours too early").isZero();
    decideAt(service, DAYS, 9 * 60 + 45);
    assertThat(cached()).isPositive();
    long warmed = warmed();
    assertThat(warmed).isPositive();
    assertThat(get("/metrics").body())
        .contains("cache_warmer_warming_runs_total{state=\"done\",trigger=\"event\"}")
        .contains("cache_warmer_foresight_decisions_total{reason=\"pattern\"}")
        .contains("cache_warmer_warm_timeliness_seconds_count")
        .contains("cache_warmer_foresight_items 8.0");
    morning(service, DAYS);
    assertThat(explained("milk")).contains("recent-trend", "calibration", "worth", "price");
    var before = explained("milk");
    stop();

    service = start();
    var changes = Topics.EXPORT_MODEL
        .request(service.vertx().eventBus(), new ExportModel())
        .timeout(10, TimeUnit.SECONDS)
        .await()
        .changes();
    assertThat(changes).as("what differs from what was saved").isEqualTo(ModelChunks.NONE);
    assertThat(explained("milk")).isEqualTo(before);
    decideAt(service, DAYS + 1, 4 * 60);
    decideAt(service, DAYS + 1, 9 * 60 + 45);
    assertThat(warmed()).isPositive();
  }

  @AfterEach
  void stop() throws Exception {
    if (running.isPresent()) {
      running.get().stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
      running = Optional.empty();
    }
  }

  /** Each item twice between half past nine and half past ten. */
  private void morning(Service service, int day) throws Exception {
    long from = START + day * DAY + 570 * MINUTE;
    var lines = new StringBuilder();
    for (int i = 0; i < 2 * ITEMS.size(); i++) {
      lines.append("{\"itemId\":\"grocery:%s\",\"loadTime\":80,\"timestamp\":%d}%n"
          .formatted(ITEMS.get(i % ITEMS.size()), from + i * 3 * MINUTE));
    }
    until(service, from);
    clock.set(from + 2 * ITEMS.size() * 3 * MINUTE);
    var answer = send(HttpRequest.newBuilder(URI.create(base + "/record/access"))
        .header("Content-Type", "application/x-ndjson")
        .POST(HttpRequest.BodyPublishers.ofString(lines.toString())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void decideAt(Service service, int day, int minute) {
    until(service, START + day * DAY + minute * MINUTE);
  }

  /** Time passes as it does. */
  private void until(Service service, long millis) {
    while (clock.millis() < millis) {
      clock.set(Math.min(millis, clock.millis() + 5 * MINUTE));
      decide(service);
    }
  }

  private static void decide(Service service) {
    Topics.DECIDE
        .request(service.vertx().eventBus(), new Decide())
        .timeout(20, TimeUnit.SECONDS)
        .await();
  }

  private long cached() {
    return ITEMS.stream()
        .filter(item -> {
          try {
            return get("/cache/grocery%3A" + item).statusCode() == 200;
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        })
        .count();
  }

  private long warmed() throws Exception {
    return new JsonObject(get("/stats").body()).getJsonObject("warms").getLong("pattern", 0L);
  }

  /** The numbers that do not follow the clock. */
  private String explained(String item) throws Exception {
    var forecast =
        new JsonObject(get("/explain/grocery%3A" + item).body()).getJsonObject("forecast");
    return forecast.getJsonArray("features").stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  private Service start() throws Exception {
    var settings = Map.of(
        "CACHE_WARMER_PORT", Integer.toString(ServiceProcess.freePort()),
        "SQLITE_PATH", folder.resolve("cache-warmer.db").toString(),
        "CACHE_WARMING_ON_START", "false",
        "CACHE_WARMING_INTERVAL", Long.toString(Duration.ofDays(365).toMillis()),
        "CACHE_WARMING_TIMEZONE", "UTC");
    var loaded = Config.load(settings, folder);
    var config = new Config(
        loaded.http(),
        loaded.redis(),
        loaded.warming(),
        loaded.analytics(),
        loaded.strategies(),
        loaded.origin(),
        loaded.ollama(),
        loaded.sqlite(),
        loaded.cluster(),
        loaded.log(),
        List.of());
    base = "http://127.0.0.1:" + config.http().port();
    var service = new Service(config, clock);
    running = Optional.of(service);
    service.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return service;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + path)));
  }

  /** Once more when the connection rested for days by the service's clock and was closed. */
  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException hungUp) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
