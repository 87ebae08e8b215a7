package io.cachewarmer.scheduling;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.scheduling.FiringFigures.Outcome;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for runs, and tells and counts what came of it. */
record Asking(EventBus bus, FiringFigures figures) {

  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

  /** Completes when the run has begun. */
  Future<Run> ask(Warm warm, String name) {
    return Topics.WARM.request(bus, warm).onSuccess(run -> {
      figures.count(Outcome.STARTED);
      LOG.atInfo()
          .addKeyValue("schedule", name)
          .addKeyValue("run", run.id())
          .log("It is time to warm");
    });
  }

  /** @param again whether it will be asked for once more */
  void tell(String name, Throwable cause, boolean again) {
    if (isBusy(cause)) {
      figures.count(again ? Outcome.PUT_OFF : Outcome.BUSY);
      LOG.atInfo()
          .addKeyValue("schedule", name)
          .addKeyValue("again", again)
          .log("It is time to warm, but a run is under way");
    } else {
      figures.count(Outcome.FAILED);
      LOG.atWarn().addKeyValue("schedule", name).setCause(cause).log("A run could not be started");
    }
  }

  static boolean isBusy(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.reason() == Reason.BUSY;
  }
}
