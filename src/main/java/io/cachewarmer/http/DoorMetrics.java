package io.cachewarmer.http;

import io.cachewarmer.http.record.RecordMetrics;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The door's own figures. Shared by all its event loops; counting is an addition. */
public final class DoorMetrics {

  private static final String[] CLASSES = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};

  final RecordMetrics record;
  final AtomicInteger waiting = new AtomicInteger();
  final AtomicInteger connections = new AtomicInteger();
  final LongAdder connectionsRefused;
  private final Map<Family, List<LongAdder>> requests = new EnumMap<>(Family.class);

  public DoorMetrics(Telemetry telemetry) {
    record = new RecordMetrics(telemetry);
    connectionsRefused = telemetry.counter(Metric.HTTP_CONNECTIONS_REFUSED);
    telemetry.gauge(Metric.EVENTS_WAITING, waiting::get);
    telemetry.gauge(Metric.HTTP_CONNECTIONS, connections::get);
    for (var family : Family.values()) {
      requests.put(
          family,
          Arrays.stream(CLASSES)
              .map(status -> telemetry.counter(Metric.HTTP_REQUESTS, family.label(), status))
              .toList());
    }
  }

  void answered(String path, int status) {
    int hundreds = status / 100;
    int column = hundreds < CLASSES.length ? hundreds : 0;
    count(Family.of(path), column);
  }

  private void count(Family family, int column) {
    var counters = requests.get(family);
    if (counters != null) {
      counters.get(column).increment();
    }
  }
}
