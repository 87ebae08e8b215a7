package io.cachewarmer.scheduling;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for runs, and tells and counts what came of it. */
record Asking(EventBus bus, Telemetry telemetry) {

  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
  private static final List<String> OUTCOMES =
      List.of("started", "put-off", "busy", "failed", "not-mine", "fired-elsewhere");

  /** All that can become of a firing, shown from the start. */
  void show() {
    OUTCOMES.forEach(outcome -> telemetry.counter(Metric.SCHEDULE_FIRINGS, outcome));
  }

  /** Completes when the run has begun. */
  Future<Run> ask(Warm warm, String name) {
    return Topics.WARM.request(bus, warm).onSuccess(run -> {
      count("started");
      LOG.atInfo()
          .addKeyValue("schedule", name)
          .addKeyValue("run", run.id())
          .log("It is time to warm");
    });
  }

  /** @param again whether it will be asked for once more */
  void tell(String name, Throwable cause, boolean again) {
    if (isBusy(cause)) {
      count(again ? "put-off" : "busy");
      LOG.atInfo()
          .addKeyValue("schedule", name)
          .addKeyValue("again", again)
          .log("It is time to warm, but a run is under way");
    } else {
      count("failed");
      LOG.atWarn().addKeyValue("schedule", name).setCause(cause).log("A run could not be started");
    }
  }

  static boolean isBusy(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.reason() == Reason.BUSY;
  }

  void count(String outcome) {
    telemetry.counter(Metric.SCHEDULE_FIRINGS, outcome).increment();
  }
}
