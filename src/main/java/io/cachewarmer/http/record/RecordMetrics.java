package io.cachewarmer.http.record;

import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.concurrent.atomic.LongAdder;

/** Counters of the recording path, fetched once. */
public final class RecordMetrics {

  final LongAdder accepted;
  /** Wrong events, alone or in a batch. */
  final LongAdder invalid;
  /** Requests whose body was refused as a whole: too large, the wrong type. */
  final LongAdder unread;
  /** Right events that could not be kept; their senders were told. */
  final LongAdder overload;

  public RecordMetrics(Telemetry telemetry) {
    accepted = telemetry.counter(Metric.EVENTS_ACCEPTED);
    invalid = telemetry.counter(Metric.EVENTS_REJECTED, "invalid");
    unread = telemetry.counter(Metric.EVENTS_REJECTED, "unread");
    overload = telemetry.counter(Metric.EVENTS_REJECTED, "overload");
  }

  /** One right event of a read-through could not be kept. */
  public void lost() {
    overload.increment();
  }

  public void kept() {
    accepted.increment();
  }
}
