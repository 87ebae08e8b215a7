package io.cachewarmer.plan;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Shortens time to live by a random part, so that entries warmed together do not expire together. It
 * never lengthens it: a value must not outlive its TTL.
 */
public final class TtlJitter {

  private final double jitter;
  private final RandomGenerator random;

  /** @param jitter the largest part taken off, 0 up to but not including 1 */
  public TtlJitter(double jitter, RandomGenerator random) {
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("jitter must be at least 0 and below 1: " + jitter);
    }
    this.jitter = jitter;
    this.random = random;
  }

  /** Between (1 - jitter) x ttl and ttl, in whole milliseconds, at least one. */
  public Duration apply(Duration ttl) {
    long millis = ttl.toMillis();
    long off = (long) Math.floor(random.nextDouble() * jitter * millis);
    return Duration.ofMillis(Math.max(Math.min(1, millis), millis - off));
  }
}
