package io.cachewarmer.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cachewarmer.bus.Message.Health.Check;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.http.Figures.Statistics;
import io.cachewarmer.http.ServiceView.Cluster;
import io.cachewarmer.http.ServiceView.Readiness;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the service is: for people and dashboards, for a supervisor, for a load balancer. */
final class Health {

  record Settings(boolean warmingEnabled, long interval, long memoryLimit) {}

  record Checked(String name, String status, String detail) {
    static Checked of(Check check) {
      return new Checked(check.name(), check.up() ? "up" : "down", check.detail());
    }
  }

  record Shown(
      String status,
      String service,
      long uptime,
      boolean isRunning,
      Statistics statistics,
      Settings config,
      List<Checked> checks,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Cluster cluster) {}

  private final EventBus bus;
  private final ServiceView service;
  private final Clock clock;
  private final long startTicks;
  private final Settings settings;

  Health(EventBus bus, ServiceView service, Clock clock, Config.Warming warming) {
    this.bus = bus;
    this.service = service;
    this.clock = clock;
    this.startTicks = clock.ticks();
    this.settings =
        new Settings(warming.enabled(), warming.interval().toMillis(), warming.memoryLimit());
  }

  /** Always answers 200: it tells of trouble, it is not itself in trouble. */
  Future<Answer> show(Call call) {
    return Figures.gather(bus).map(figures -> Answer.json(200, shown(figures)));
  }

  private Shown shown(Figures figures) {
    return new Shown(
        figures.degraded() ? "degraded" : "healthy",
        "cache-warmer",
        Duration.ofNanos(clock.ticks() - startTicks).toMillis(),
        service.readiness() != Readiness.DRAINING,
        figures.statistics(service.categoriesLoaded()),
        settings,
        Stream.concat(figures.health().checks().stream(), figures.missing().stream())
            .map(Checked::of)
            .toList(),
        service.cluster().orElse(null));
  }

  /** The event loop turns; that is all a supervisor may ask. */
  Future<Answer> live(Call call) {
    return Future.succeededFuture(Answer.json(200, Map.of("status", "live")));
  }

  /** Whether traffic should come here: not while starting or draining, nor when events are not kept. */
  Future<Answer> ready(Call call) {
    var readiness = service.readiness();
    if (readiness != Readiness.READY) {
      throw notReady("the service is " + readiness.name().toLowerCase(Locale.ROOT));
    }
    return Figures.health(bus, new ArrayList<>()).map(health -> {
      if (!health.ready()) {
        throw notReady("events cannot be kept now");
      }
      return Answer.json(200, Map.of("status", "ready"));
    });
  }

  private static HttpProblem notReady(String detail) {
    return HttpProblem.later(503, detail, 1);
  }
}
