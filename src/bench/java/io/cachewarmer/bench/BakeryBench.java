package io.cachewarmer.bench;

import io.cachewarmer.Service;
import io.cachewarmer.bus.Message.Decide;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.telemetry.Logs;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real bakery's week, over HTTP, with warming on and off. The weeks before are posted as accesses
 * with their own timestamps; in the measured week each sale asks for its item through the service,
 * which records it. The service's clock is set to the time of each sale; what falls due is decided each minute
 * of the bakery's time, and a warming cycle runs whenever an interval of it is over.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.cachewarmer.bench.BakeryBench -Dexec.args=path/to/bakery.csv</pre>
 */
public final class BakeryBench {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long INTERVAL = Duration.ofMinutes(5).toMillis();
  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final int WEEKS_BEFORE = 6;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Sale> sales;
  private final boolean warming;

  private record Sale(long atMillis, String item, String session) {}

  private record Result(
      int asked, int hits, int loads, long warmed, Map<String, Object> reasons, double perAccess) {}

  private BakeryBench(List<Sale> sales, boolean warming) {
    this.sales = sales;
    this.warming = warming;
  }

  public static void main(String[] args) throws Exception {
    var sales = Files.readAllLines(Path.of(args[0])).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(c -> new Sale(Long.parseLong(c[0]), c[1], c[3]))
        .toList();
    for (boolean warming : new boolean[] {false, true}) {
      var result = new BakeryBench(sales, warming).run();
      System.out.printf(
          "warming %-3s: %d asked, hit ratio %.3f, %d loads by the origin, %d warmed (%.2f per access), by reason %s%n",
          warming ? "on" : "off",
          result.asked,
          result.hits / (double) result.asked,
          result.loads,
          result.warmed,
          result.perAccess,
          result.reasons);
    }
    System.exit(0);
  }

  private Result run() throws Exception {
    var vertx = Vertx.vertx();
    int originPort = ServiceProcess.freePort();
    var origin = new CountingOrigin();
    origin.listen(vertx, originPort, 1).await();
    var folder = Files.createTempDirectory("bakery-bench");
    long start = sales.get(0).atMillis;
    var clock = new SettableClock(start);
    var settings = Map.of(
        "CACHE_WARMER_PORT",
        Integer.toString(ServiceProcess.freePort()),
        "GROCERY_ORIGIN_URL",
        "http://127.0.0.1:" + originPort + "/items/{id}",
        "SQLITE_PATH",
        folder.resolve("bakery.db").toString(),
        "CACHE_WARMING_ON_START",
        "false",
        "CACHE_WARMING_ENABLED",
        Boolean.toString(warming),
        "CACHE_WARMING_TIMEZONE",
        "Europe/London",
        "STRATEGY_GROCERY",
        "false",
        "LOG_LEVEL",
        "ERROR");
    var config = withoutSchedules(Config.load(settings, folder));
    Logs.apply(config.log().level(), config.log().format());
    var service = new Service(config, clock);
    service.start().await();
    var base = "http://127.0.0.1:" + config.http().port();
    try {
      long measuredFrom = start + WEEKS_BEFORE * WEEK;
      int loadsBefore = 0;
      int asked = 0;
      int hits = 0;
      long warmedBefore = 0;
      long nextMinute = measuredFrom;
      boolean measuring = false;
      for (var sale : sales) {
        if (sale.atMillis >= measuredFrom + WEEK) {
          break;
        }
        if (sale.atMillis < measuredFrom) {
          clock.set(sale.atMillis);
          post(base, sale);
          continue;
        }
        if (!measuring) {
          measuring = true;
          loadsBefore = origin.loads();
          warmedBefore = warmed(warms(base));
        }
        while (warming && nextMinute <= sale.atMillis) {
          clock.set(nextMinute);
          decide(service);
          if (nextMinute % INTERVAL == 0) {
            cycle(service);
          }
          nextMinute += MINUTE;
        }
        clock.set(sale.atMillis);
        asked++;
        hits += ask(base, sale) ? 1 : 0;
      }
      var reasons = warms(base);
      long warmed = warmed(reasons) - warmedBefore;
      return new Result(
          asked,
          hits,
          origin.loads() - loadsBefore,
          warmed,
          reasons.getMap(),
          warmed / (double) asked);
    } finally {
      service.stop().toCompletableFuture().join();
      vertx.close().await();
    }
  }

  private JsonObject warms(String base) throws Exception {
    return new JsonObject(get(base, "/stats").body()).getJsonObject("warms");
  }

  private static long warmed(JsonObject reasons) {
    return reasons.stream().mapToLong(e -> ((Number) e.getValue()).longValue()).sum();
  }

  private static void decide(Service service) {
    Topics.DECIDE.request(service.vertx().eventBus(), new Decide()).await();
  }

  /** The service's own timer may have begun one just now: then that is the one. */
  private static void cycle(Service service) {
    Topics.WARM
        .request(service.vertx().eventBus(), Warm.by(Trigger.CYCLE, Strategy.AUTO))
        .<Object>mapEmpty()
        .otherwiseEmpty()
        .await();
  }

  private static Config withoutSchedules(Config config) {
    return new Config(
        config.http(),
        config.redis(),
        config.warming(),
        config.analytics(),
        config.strategies(),
        config.origin(),
        config.ollama(),
        config.sqlite(),
        config.cluster(),
        config.log(),
        List.of());
  }

  private void post(String base, Sale sale) throws Exception {
    var body = new JsonObject()
        .put("itemId", sale.item)
        .put("loadTime", 20)
        .put("timestamp", sale.atMillis)
        .put("sessionId", sale.session)
        .encode();
    var answer = send(HttpRequest.newBuilder(URI.create(base + "/record/access"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  private boolean ask(String base, Sale sale) throws Exception {
    var path = "/items/" + URLEncoder.encode(sale.item, StandardCharsets.UTF_8).replace("+", "%20");
    var answer = get(base, path + "?sessionId=" + sale.session);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    return answer.headers().firstValue("Cache-Status").orElse("").contains("; hit");
  }

  private HttpResponse<String> get(String base, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(base + path)));
  }

  /**
   * Sends it once more when the connection was gone: by the clock of the service it rested for hours, so
   * the service hung up before it read the request.
   */
  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException hungUp) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
