package io.cachewarmer.warming;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.plan.Held;
import io.cachewarmer.plan.Holdings;
import io.cachewarmer.plan.WarmLedger;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What warmed entries occupy. Its times are on an axis of its own that starts at the wall time and then only
 * follows the ticks: a stepped wall clock neither expires everything at once nor keeps it for ever.
 */
final class Memory {

  // Of the order of the pattern table: what is not tracked is not warmed again.
  private static final int MOST_ENTRIES = 50_000;

  private final Clock clock;
  private final long limit;
  private final long startMillis;
  private final long startTicks;
  private final WarmLedger ledger = new WarmLedger(MOST_ENTRIES);
  private volatile long bytes;
  private volatile int entries;

  Memory(Clock clock, long limit, Telemetry telemetry) {
    this.clock = clock;
    this.limit = limit;
    this.startMillis = clock.millis();
    this.startTicks = clock.ticks();
    telemetry.gauge(Metric.MEMORY_USAGE, () -> bytes);
    telemetry.gauge(Metric.WARMED_ENTRIES, () -> entries);
  }

  /** Now, on this account's axis of milliseconds. */
  long now() {
    return startMillis + TimeUnit.NANOSECONDS.toMillis(clock.ticks() - startTicks);
  }

  long bytes() {
    return bytes;
  }

  int entries() {
    return entries;
  }

  long limit() {
    return limit;
  }

  /** Whether an entry of that size fits in the place of the one it replaces, beside so much on its way. */
  boolean fits(String key, long size, long onItsWay) {
    long replaced = ledger.find(key).map(Held::bytes).orElse(0L);
    return ledger.bytes() - replaced + onItsWay + size <= limit;
  }

  Optional<Held> find(String key) {
    return ledger.find(key);
  }

  Holdings holdings() {
    return ledger.holdings();
  }

  void put(Held held) {
    ledger.put(held);
    show();
  }

  void remove(Collection<String> keys) {
    keys.forEach(ledger::remove);
    show();
  }

  void expire() {
    ledger.expire(now());
    show();
  }

  void clear() {
    ledger.clear();
    show();
  }

  private void show() {
    bytes = ledger.bytes();
    entries = ledger.size();
  }
}
