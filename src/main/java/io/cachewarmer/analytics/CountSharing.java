package io.cachewarmer.analytics;

import io.cachewarmer.archive.SharedCounts;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers counts for the store that all nodes share, and sends them about once a second, one message
 * for as many accesses of a key as there were. Bounded in keys. Beside the acknowledged path: while
 * that store is away the counts wait here, and past the bound new keys are dropped and counted.
 *
 * <p>The timer runs only while something waits, so that an idle node does not wake up.
 */
final class CountSharing {

  private static final Logger LOG = LoggerFactory.getLogger(CountSharing.class);
  private static final long GATHER_MILLIS = 1_000;

  private final Vertx vertx;
  private final SharedCounts shared;
  private final Clock clock;
  private final int mostKeys;
  private final LongAdder failures;
  private final LongAdder dropped;
  private Map<String, Double> gathered = new HashMap<>();
  private Future<Void> sending = Future.succeededFuture();
  private boolean scheduled;

  CountSharing(Vertx vertx, SharedCounts shared, Clock clock, int mostKeys, Telemetry telemetry) {
    this.vertx = vertx;
    this.shared = shared;
    this.clock = clock;
    this.mostKeys = mostKeys;
    failures = telemetry.counter(Metric.SHARED_COUNTS_FAILURES);
    dropped = telemetry.counter(Metric.SHARED_COUNTS_DROPPED);
  }

  void add(String key, double weight) {
    if (gathered.size() < mostKeys || gathered.containsKey(key)) {
      gathered.merge(key, weight, Double::sum);
      schedule();
    } else {
      dropped.increment();
    }
  }

  /** Sends what waits, after what is under way; succeeds also when the store is away. */
  Future<Void> flush() {
    sending = sending.transform(before -> send());
    return sending;
  }

  /** Forgets what waits and what the nodes have shared. */
  Future<Void> clear() {
    gathered = new HashMap<>();
    return shared.clear();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      vertx.setTimer(GATHER_MILLIS, timer -> flush().onComplete(sent -> {
        scheduled = false;
        if (!gathered.isEmpty()) {
          schedule();
        }
      }));
    }
  }

  private Future<Void> send() {
    if (gathered.isEmpty()) {
      return Future.succeededFuture();
    }
    var batch = gathered;
    gathered = new HashMap<>();
    return Future.<Void>succeededFuture()
        .compose(start -> shared.add(Map.copyOf(batch), clock.millis()))
        .recover(cause -> {
          failures.increment();
          LOG.atDebug().setCause(cause).log("Shared counts wait for the next try");
          takeBack(batch);
          return Future.succeededFuture();
        });
  }

  private void takeBack(Map<String, Double> batch) {
    batch.forEach((key, weight) -> {
      if (gathered.size() < mostKeys || gathered.containsKey(key)) {
        gathered.merge(key, weight, Double::sum);
      } else {
        dropped.increment();
      }
    });
  }
}
