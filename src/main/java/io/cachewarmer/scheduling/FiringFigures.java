package io.cachewarmer.scheduling;

import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of the moments at which a run was due. */
final class FiringFigures {

  enum Outcome {
    STARTED,
    PUT_OFF,
    BUSY,
    FAILED,
    NOT_MINE,
    FIRED_ELSEWHERE
  }

  private final Telemetry telemetry;

  FiringFigures(Telemetry telemetry) {
    this.telemetry = telemetry;
    for (var outcome : Outcome.values()) {
      counter(outcome);
    }
  }

  void count(Outcome outcome) {
    counter(outcome).increment();
  }

  private LongAdder counter(Outcome outcome) {
    return telemetry.counter(
        Metric.SCHEDULE_FIRINGS, outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
