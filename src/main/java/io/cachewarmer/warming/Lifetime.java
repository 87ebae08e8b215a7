package io.cachewarmer.warming;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.plan.TtlJitter;
import io.cachewarmer.warming.upstream.Fetched;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a value may be served from now. Its TTL, shortened by jitter, began when the request for it was
 * sent; what the load and the wait for the write have used up is gone.
 */
final class Lifetime {

  private final Clock clock;
  private final Duration ttl;
  private final TtlJitter jitter;

  Lifetime(Clock clock, Duration ttl, double jitter, RandomGenerator random) {
    this.clock = clock;
    this.ttl = ttl;
    this.jitter = new TtlJitter(jitter, random);
  }

  /** Zero or less when the value is too old to be stored. */
  Duration left(Fetched fetched) {
    return jitter.apply(ttl).minusNanos(clock.ticks() - fetched.askedAtTicks());
  }

  /** Whether a value that was asked for then may still be given to a reader who came at that moment. */
  boolean covers(long askedAtTicks, long readerTicks) {
    return readerTicks - askedAtTicks <= ttl.toNanos();
  }

  /** In whole milliseconds rounded down, so that rounding never lengthens a life. */
  static boolean isOver(Duration left) {
    return left.toMillis() < 1;
  }
}
