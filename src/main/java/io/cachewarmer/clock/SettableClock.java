package io.cachewarmer.clock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told the time: for replaying old logs and for tests. */
public final class SettableClock implements Clock {

  private final AtomicLong now;
  private final AtomicLong furthest;

  public SettableClock(long millis) {
    now = new AtomicLong(millis);
    furthest = new AtomicLong(millis);
  }

  /** Moves wall time, in either direction; ticks follow forwards only. */
  public void set(long millis) {
    now.set(millis);
    furthest.accumulateAndGet(millis, Math::max);
  }

  public void advance(long millis) {
    set(now.get() + millis);
  }

  @Override
  public long millis() {
    return now.get();
  }

  @Override
  public long ticks() {
    return TimeUnit.MILLISECONDS.toNanos(furthest.get());
  }
}
