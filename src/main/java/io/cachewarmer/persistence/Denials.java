package io.cachewarmer.persistence;

import io.cachewarmer.archive.ArchiveUnavailable;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the archive denied. All of it is counted; of a row the first is told, and its end: a full disk fails
 * every batch, and a log line for each would not help it. Of one context.
 */
final class Denials {

  private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

  private final Telemetry telemetry;
  private long inARow;

  Denials(Telemetry telemetry) {
    this.telemetry = telemetry;
    for (var operation : Operation.values()) {
      counter(operation);
    }
  }

  /** The outcome, a denial as a refusal that its asker may repeat. */
  <T> Future<T> observed(Operation operation, Future<T> outcome) {
    return outcome.onSuccess(kept -> over()).recover(failure -> {
      counter(operation).increment();
      if (!(failure instanceof ArchiveUnavailable)) {
        return Future.failedFuture(failure);
      }
      var message = String.valueOf(failure.getMessage());
      if (inARow++ == 0) {
        LOG.atError()
            .addKeyValue("operation", operation.label())
            .setCause(failure)
            .log(message);
      }
      return Future.failedFuture(new Refusal(Refusal.Reason.OVERLOADED, message));
    });
  }

  private LongAdder counter(Operation operation) {
    return telemetry.counter(Metric.ARCHIVE_FAILURES, operation.label());
  }

  private void over() {
    if (inARow > 0) {
      LOG.atInfo().addKeyValue("failures", inARow).log("The archive works again");
      inARow = 0;
    }
  }
}
