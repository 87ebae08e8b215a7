package io.cachewarmer.analytics;

import io.cachewarmer.archive.Lag;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.popularity.Elsewhere;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How sharing goes. A scrape comes on any thread, and reads copies. */
final class SharingMetrics {

  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
  /** Not yet, or nothing. */
  private static final long NONE = Long.MIN_VALUE;

  private final Clock clock;
  private final LongAdder told;
  private final LongAdder heard;
  private final LongAdder failures;
  private final LongAdder dropped;
  private long droppedBefore;
  private volatile long untoldSince = NONE;
  private volatile long heardAt = NONE;

  SharingMetrics(Clock clock, Telemetry telemetry, Lag lag) {
    this.clock = clock;
    told = telemetry.counter(Metric.SHARED_COUNTS_TOLD);
    heard = telemetry.counter(Metric.SHARED_COUNTS_HEARD);
    failures = telemetry.counter(Metric.SHARED_COUNTS_FAILURES);
    dropped = telemetry.counter(Metric.SHARED_COUNTS_DROPPED);
    telemetry.gauge(Metric.SHARED_LAG, this::lagSeconds, "counts");
    lag.of(Lag.Of.COUNTS, this::lagSeconds);
  }

  /** There are others, of whom nothing is known yet. */
  void begin() {
    heardAt = clock.ticks();
  }

  /** Something was counted that others are not told of yet. */
  void untold() {
    untoldSince = untoldSince == NONE ? clock.ticks() : untoldSince;
  }

  void toldAll() {
    untoldSince = NONE;
  }

  void told() {
    told.increment();
  }

  void heard(int batches, Elsewhere elsewhere, boolean all) {
    heard.add(batches);
    dropped.add(elsewhere.turnedAway() - droppedBefore);
    droppedBefore = elsewhere.turnedAway();
    heardAt = all ? clock.ticks() : heardAt;
  }

  void failed() {
    failures.increment();
  }

  private double lagSeconds() {
    long now = clock.ticks();
    long untold = untoldSince;
    long last = heardAt;
    return Math.max(untold == NONE ? 0 : now - untold, last == NONE ? 0 : now - last) / SECOND;
  }
}
