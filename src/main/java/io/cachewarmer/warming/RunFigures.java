package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunState;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** The figures of runs. All are there from the start, so that a rate over them begins at 0. */
final class RunFigures {

  private final Telemetry telemetry;

  RunFigures(Telemetry telemetry) {
    this.telemetry = telemetry;
    for (var arm : Arm.values()) {
      telemetry.counter(Metric.ITEMS_WARMED, arm.label());
    }
    for (var verdict : EnumSet.complementOf(EnumSet.of(Verdict.WARM))) {
      telemetry.counter(Metric.WARMING_SKIPPED, verdict.label());
    }
    WarmFailure.labels().forEach(label -> telemetry.counter(Metric.WARMING_FAILURES, label));
    for (var trigger : Trigger.values()) {
      for (var state : EnumSet.complementOf(EnumSet.of(RunState.RUNNING))) {
        runs(trigger, state);
      }
    }
  }

  void warmed(Arm arm) {
    telemetry.counter(Metric.ITEMS_WARMED, arm.label()).increment();
  }

  void failed(WarmFailure why) {
    telemetry.counter(Metric.WARMING_FAILURES, why.label()).increment();
  }

  void skipped(Verdict verdict) {
    telemetry.counter(Metric.WARMING_SKIPPED, verdict.label()).increment();
  }

  void ended(Run run) {
    // Of the many small ones the time would bury that of the runs that people look for.
    if (run.trigger() != Trigger.EVENT) {
      telemetry.time(Metric.WARMING_DURATION, Duration.ofMillis(run.durationMillis()));
    }
    runs(run.trigger(), run.state()).increment();
  }

  private LongAdder runs(Trigger trigger, RunState state) {
    return telemetry.counter(
        Metric.WARMING_RUNS,
        trigger.name().toLowerCase(Locale.ROOT),
        state.name().toLowerCase(Locale.ROOT));
  }
}
