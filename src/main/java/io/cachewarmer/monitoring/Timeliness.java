package io.cachewarmer.monitoring;

import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.time.Duration;
import java.util.function.LongConsumer;

/** How long before its first hit a value was warmed. */
record Timeliness(Telemetry telemetry) implements LongConsumer {

  @Override
  public void accept(long millis) {
    telemetry.time(Metric.WARM_TIMELINESS, Duration.ofMillis(millis));
  }
}
