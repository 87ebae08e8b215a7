package io.cachewarmer.analytics;

import io.cachewarmer.archive.Lag;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How the exchange goes. A scrape comes on any thread, and reads copies. */
final class ExchangeMetrics {

  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long NEVER = Long.MIN_VALUE;

  private final LongAdder told;
  private final LongAdder heard;
  private final LongAdder thinned;
  private final LongAdder failures;
  private final LongAdder droppedHere;
  private final LongAdder missed;
  private long droppedBefore;
  private long missedBefore;
  private final Clock clock;
  private volatile long toldAt = NEVER;
  private volatile long heardAt = NEVER;

  ExchangeMetrics(Clock clock, Telemetry telemetry, Lag lag) {
    told = telemetry.counter(Metric.EXCHANGE_TOLD);
    heard = telemetry.counter(Metric.EXCHANGE_HEARD);
    thinned = telemetry.counter(Metric.FORESIGHT_THINNED);
    failures = telemetry.counter(Metric.EXCHANGE_FAILURES);
    droppedHere = telemetry.counter(Metric.EXCHANGE_DROPPED, "told");
    missed = telemetry.counter(Metric.EXCHANGE_DROPPED, "heard");
    this.clock = clock;
    telemetry.gauge(Metric.SHARED_LAG, this::lagSeconds, "accesses");
    lag.of(Lag.Of.ACCESSES, this::lagSeconds);
  }

  /** There are others, of whom nothing is known yet. */
  void begin() {
    toldAll();
    heardAll();
  }

  void told() {
    told.increment();
  }

  /** @param spared events of the entry that the learner is spared in a flood */
  void heard(int spared) {
    heard.increment();
    thinned.add(spared);
  }

  void failed() {
    failures.increment();
  }

  void now(Outbox outbox, Inbox inbox) {
    droppedHere.add(outbox.dropped() - droppedBefore);
    droppedBefore = outbox.dropped();
    missed.add(inbox.missed() - missedBefore);
    missedBefore = inbox.missed();
  }

  /** The others can hear all that this node knows. */
  void toldAll() {
    toldAt = clock.ticks();
  }

  /** And this node has learned all that they have told. */
  void heardAll() {
    heardAt = clock.ticks();
  }

  private double lagSeconds() {
    return heardAt == NEVER ? 0 : (clock.ticks() - Math.min(toldAt, heardAt)) / SECOND;
  }
}
