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
import java.util.stream.LongStream;

/**
 * Where rooms report their figures. Safe from any thread; a counter is an adder that is fetched once
 * and kept by its user, so that counting on the hot path costs an addition.
 *
 * <p>A series is shown from the moment it is first named, at zero: Prometheus cannot see the first step
 * of a counter that appears with it. Whoever knows its label values names them all at its start.
 */
public final class Telemetry {

  /** Enough for every enum of ours; a label that slips through from input stops here, not at the heap. */
  static final int MOST_COUNTERS = 1_000;

  // From one commit to a run over slow origins. The default histogram has 276 buckets a series.
  private static final Duration[] BUCKETS = LongStream.of(
          1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
      .mapToObj(Duration::ofMillis)
      .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<Series, LongAdder> counters = new ConcurrentHashMap<>();
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Series, Supplied> supplied = new ConcurrentHashMap<>();
  private final LongAdder refused;

  public Telemetry(MeterRegistry registry) {
    this.registry = registry;
    this.refused = counter(Metric.SERIES_REFUSED);
  }

  /** The counter of that metric with these label values, in the order of its labels. */
  public LongAdder counter(Metric metric, String... labelValues) {
    var series = new Series(metric, List.of(labelValues));
    if (counters.size() >= MOST_COUNTERS && !counters.containsKey(series)) {
      refused.increment();
      return new LongAdder();
    }
    return counters.computeIfAbsent(series, this::register);
  }

  /**
   * Shows what the supplier answers; it is called on scrape, from any thread, and must not block. A later
   * supplier of the same series takes the place of the earlier one.
   */
  public void gauge(Metric metric, DoubleSupplier value, String... labelValues) {
    var series = new Series(metric, List.of(labelValues));
    var source = supplied.computeIfAbsent(series, s -> {
      var made = new Supplied(value);
      Gauge.builder(metric.id(), made, Supplied::value)
          .description(metric.help())
          .strongReference(true)
          .tags(tags(s))
          .register(registry);
      return made;
    });
    source.current = value;
  }

  /** Shows a figure that somebody else counts and that never falls; otherwise like a gauge. */
  public void total(Metric metric, DoubleSupplier value, String... labelValues) {
    var series = new Series(metric, List.of(labelValues));
    var source = supplied.computeIfAbsent(series, s -> {
      var made = new Supplied(value);
      FunctionCounter.builder(metric.id(), made, Supplied::value)
          .description(metric.help())
          .tags(tags(s))
          .register(registry);
      return made;
    });
    source.current = value;
  }

  public void time(Metric metric, Duration duration, String... labelValues) {
    timer(metric, labelValues).record(duration);
  }

  /** The histogram of that metric; naming it shows it. */
  Timer timer(Metric metric, String... labelValues) {
    return timers.computeIfAbsent(
        new Series(metric, List.of(labelValues)), series -> Timer.builder(metric.id())
            .description(metric.help())
            .tags(tags(series))
            .serviceLevelObjectives(BUCKETS)
            .register(registry));
  }

  private LongAdder register(Series series) {
    var adder = new LongAdder();
    FunctionCounter.builder(series.metric.id(), adder, LongAdder::doubleValue)
        .description(series.metric.help())
        .tags(tags(series))
        .register(registry);
    return adder;
  }

  private static Tags tags(Series series) {
    var names = series.metric.labels();
    if (series.labelValues.size() != names.size()) {
      throw new IllegalArgumentException(series.metric + " takes the labels " + names);
    }
    var tags = Tags.empty();
    for (int i = 0; i < names.size(); i++) {
      tags = tags.and(names.get(i), series.labelValues.get(i));
    }
    return tags;
  }

  private record Series(Metric metric, List<String> labelValues) {}

  /** Held by the map above: the registry itself holds its sources weakly and would show NaN. */
  private static final class Supplied {
    private volatile DoubleSupplier current;

    Supplied(DoubleSupplier first) {
      current = first;
    }

    double value() {
      return current.getAsDouble();
    }
  }
}
