package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures of runs. The arms are there from the start, so that a rate over them begins at 0. */
final class RunFigures {

  private static final Logger LOG = LoggerFactory.getLogger(RunFigures.class);

  private final Telemetry telemetry;

  RunFigures(Telemetry telemetry) {
    this.telemetry = telemetry;
    for (var arm : Arm.values()) {
      telemetry.counter(Metric.ITEMS_WARMED, arm.label());
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
    telemetry.time(Metric.WARMING_DURATION, Duration.ofMillis(run.durationMillis()));
    telemetry
        .counter(
            Metric.WARMING_RUNS,
            run.trigger().name().toLowerCase(Locale.ROOT),
            run.state().name().toLowerCase(Locale.ROOT))
        .increment();
    LOG.atInfo()
        .addKeyValue("run", run.id())
        .addKeyValue("trigger", run.trigger())
        .addKeyValue("strategy", run.strategy())
        .addKeyValue("state", run.state())
        .addKeyValue("candidates", run.totalCandidates())
        .addKeyValue("warmed", run.warmed())
        .addKeyValue("failed", run.failed())
        .addKeyValue("skipped", run.skipped())
        .addKeyValue("millis", run.durationMillis())
        .log("A warming run is over");
  }
}
