package io.cachewarmer.warming.upstream;

import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The figures of what goes upstream. */
final class Tally {

  private final LongAdder live;
  private final LongAdder warm;
  private final LongAdder joined;
  private final Map<OriginFailure.Kind, LongAdder> failures =
      new EnumMap<>(OriginFailure.Kind.class);

  Tally(Telemetry telemetry, UpstreamLimiter limiter, Breaker breaker) {
    live = telemetry.counter(Metric.UPSTREAM_LOADS, "live");
    warm = telemetry.counter(Metric.UPSTREAM_LOADS, "warm");
    joined = telemetry.counter(Metric.UPSTREAM_JOINED);
    for (var kind : OriginFailure.Kind.values()) {
      var label = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      failures.put(kind, telemetry.counter(Metric.UPSTREAM_FAILURES, label));
    }
    telemetry.gauge(Metric.UPSTREAM_IN_FLIGHT, limiter::inFlight);
    telemetry.gauge(Metric.UPSTREAM_WAITING, limiter::waiting);
    telemetry.gauge(Metric.UPSTREAM_BREAKER, () -> breaker.state().shown());
  }

  void asked(boolean isLive) {
    (isLive ? live : warm).increment();
  }

  void joined() {
    joined.increment();
  }

  void failed(OriginFailure.Kind kind) {
    failures.computeIfPresent(kind, (same, count) -> {
      count.increment();
      return count;
    });
  }
}
