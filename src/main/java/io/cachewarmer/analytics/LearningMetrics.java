package io.cachewarmer.analytics;

import io.cachewarmer.popularity.Intake.Sifted;
import io.cachewarmer.popularity.Learner;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What learning reports. Gauges read copies of their own, for a scrape comes on any thread. */
final class LearningMetrics {

  private final Telemetry telemetry;
  private final LongAdder recorded;
  private final LongAdder repeated;
  private final LongAdder sampledOut;
  private final LongAdder notKept;
  private final LongAdder refused;
  private final LongAdder evicted;
  private final LongAdder saveFailures;
  private long refusedBefore;
  private long evictedBefore;
  private volatile int patterns;
  private volatile double promptHitRatio;

  LearningMetrics(Telemetry telemetry, IntSupplier batchesWaiting) {
    this.telemetry = telemetry;
    recorded = telemetry.counter(Metric.EVENTS_RECORDED);
    repeated = telemetry.counter(Metric.EVENTS_REPEATED);
    sampledOut = telemetry.counter(Metric.EVENTS_SAMPLED_OUT);
    notKept = telemetry.counter(Metric.EVENTS_NOT_KEPT);
    refused = telemetry.counter(Metric.PATTERNS_REFUSED);
    evicted = telemetry.counter(Metric.PATTERNS_EVICTED);
    saveFailures = telemetry.counter(Metric.SAVE_FAILURES);
    telemetry.gauge(Metric.PATTERNS_TRACKED, () -> patterns);
    telemetry.gauge(Metric.OLLAMA_CACHE_HIT_RATE, () -> promptHitRatio);
    telemetry.gauge(Metric.BATCHES_WAITING, batchesWaiting::getAsInt);
  }

  void sifted(Sifted sifted) {
    repeated.add(sifted.repeated());
    sampledOut.add(sifted.sampledOut());
  }

  void learned(int events, Duration duration) {
    recorded.add(events);
    telemetry.time(Metric.LEARNING_DURATION, duration);
  }

  void notKept(int events) {
    notKept.add(events);
  }

  void saveFailed() {
    saveFailures.increment();
  }

  void now(Learner learner) {
    patterns = learner.patterns();
    promptHitRatio = learner.promptHitRatio();
    refused.add(learner.refused() - refusedBefore);
    refusedBefore = learner.refused();
    evicted.add(learner.evicted() - evictedBefore);
    evictedBefore = learner.evicted();
  }
}
