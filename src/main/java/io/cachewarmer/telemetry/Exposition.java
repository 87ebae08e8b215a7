package io.cachewarmer.telemetry;

import io.cachewarmer.forecast.Arm;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The page that Prometheus reads: our metrics, the JVM's and those of the Vert.x pools. One for the life
 * of the process. Scraping costs a few milliseconds and is safe from any thread.
 */
public final class Exposition implements AutoCloseable {

  // A bound on everything together, binders and Vert.x included; several times what there is.
  private static final int MOST_METERS = 3_000;

  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** A scrape in the form that was asked for. */
  public record Page(String contentType, String body) {}

  private final PrometheusMeterRegistry registry;
  private final Telemetry telemetry;
  private final JvmGcMetrics collector = new JvmGcMetrics();

  public Exposition() {
    var prometheus = new PrometheusRegistry();
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
    registry
        .config()
        .meterFilter(new CollectorTags())
        .meterFilter(MeterFilter.deny(VertxMeters::isOfUnboundedPool))
        .meterFilter(MeterFilter.maximumAllowableMetrics(MOST_METERS));
    telemetry = new Telemetry(registry);
    for (var arm : Arm.values()) {
      telemetry.counter(Metric.ITEMS_WARMED, arm.label());
    }
    telemetry.timer(Metric.WARMING_DURATION);
    telemetry.timer(Metric.ARCHIVE_SAVE);
    telemetry.timer(Metric.WARM_TIMELINESS);
    telemetry.timer(Metric.JOURNAL_APPEND);
    telemetry.timer(Metric.LEARNING_DURATION);
    Info.builder()
        .name("cache_warmer_build")
        .help("What runs here")
        .labelNames("version", "java")
        .register(prometheus)
        .setLabelValues(version(), Runtime.version().toString());
    bindJvm();
  }

  public Telemetry telemetry() {
    return telemetry;
  }

  /** OpenMetrics 1.0 where the Accept header names it, else the Prometheus text format 0.0.4. */
  public Page scrape(String accept) {
    var type =
        accept.toLowerCase(Locale.ROOT).contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : TEXT_TYPE;
    return new Page(type, registry.scrape(type));
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }

  private void bindJvm() {
    List<MeterBinder> binders = List.of(
        new JvmMemoryMetrics(),
        collector,
        new JvmThreadMetrics(),
        new ProcessorMetrics(),
        new FileDescriptorMetrics(),
        new UptimeMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
    CollectorTags.name(registry);
  }

  private static String version() {
    return Optional.ofNullable(Exposition.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }
}
