package io.cachewarmer.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Where rooms report their figures. Safe from any thread; a counter is an adder that is fetched once
 * and kept by its user, so that counting on the hot path costs an addition.
 */
public final class Telemetry {

  private final MeterRegistry registry;
  private final Map<Series, LongAdder> counters = new ConcurrentHashMap<>();

  public Telemetry(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The counter of that metric with these label values, in the order of its labels. */
  public LongAdder counter(Metric metric, String... labelValues) {
    return counters.computeIfAbsent(new Series(metric, List.of(labelValues)), this::register);
  }

  /** Shows what the supplier answers; it is called on scrape, from any thread, and must not block. */
  public void gauge(Metric metric, DoubleSupplier value, String... labelValues) {
    Gauge.builder(metric.id(), value::getAsDouble)
        .description(metric.help())
        .tags(tags(metric, List.of(labelValues)))
        .register(registry);
  }

  public void time(Metric metric, Duration duration, String... labelValues) {
    Timer.builder(metric.id())
        .description(metric.help())
        .tags(tags(metric, List.of(labelValues)))
        .publishPercentileHistogram()
        .register(registry)
        .record(duration);
  }

  private LongAdder register(Series series) {
    var adder = new LongAdder();
    FunctionCounter.builder(series.metric.id(), adder, LongAdder::doubleValue)
        .description(series.metric.help())
        .tags(tags(series.metric, series.labelValues))
        .register(registry);
    return adder;
  }

  private static Tags tags(Metric metric, List<String> values) {
    if (values.size() != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " takes the labels " + metric.labels());
    }
    var tags = Tags.empty();
    for (int i = 0; i < values.size(); i++) {
      tags = tags.and(metric.labels().get(i), values.get(i));
    }
    return tags;
  }

  private record Series(Metric metric, List<String> labelValues) {}
}
