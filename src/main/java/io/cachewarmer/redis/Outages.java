package io.cachewarmer.redis;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told of Redis failing: every failure is counted, and an outage is logged when it begins, every
 * half minute while it lasts, and when it is over. Shared by all links to one database, of which each
 * retries for itself. Safe from any thread.
 */
final class Outages {

  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long NEVER = Long.MIN_VALUE;

  private final RedisAddress address;
  private final Clock clock;
  private final Map<RedisFailure, LongAdder> failures = new EnumMap<>(RedisFailure.class);
  private final LongAdder reconnects;
  private final AtomicLong toldAt = new AtomicLong(NEVER);

  Outages(RedisAddress address, RedisUse use, Clock clock, Telemetry telemetry) {
    this.address = address;
    this.clock = clock;
    for (var failure : RedisFailure.values()) {
      failures.put(failure, telemetry.counter(Metric.REDIS_FAILURES, use.label(), failure.label()));
    }
    this.reconnects = telemetry.counter(Metric.REDIS_RECONNECTS, use.label());
  }

  void failed(RedisFailure failure) {
    var adder = failures.get(failure);
    if (adder != null) {
      adder.increment();
    }
  }

  /** A connection or an attempt at one has ended. */
  void began(RedisFailure failure) {
    failed(failure);
    long now = clock.ticks();
    long last = toldAt.get();
    boolean due = last == NEVER || now - last >= QUIET_NANOS;
    if (due && toldAt.compareAndSet(last, now)) {
      LOG.atWarn()
          .addKeyValue("redis", address.toString())
          .addKeyValue("failure", failure.label())
          .log("{}; trying again until it is back", failure.sentence());
    }
  }

  /** A link is connected. */
  void over() {
    reconnects.increment();
    if (toldAt.getAndSet(NEVER) != NEVER) {
      LOG.atInfo().addKeyValue("redis", address.toString()).log("Redis is back");
    }
  }
}
