package io.cachewarmer.clock;

import java.time.Instant;

/**
 * The two times of the service. Wall time dates events and fires schedules and may jump; ticks only
 * go forward and measure ages, expiries and waits. Readable from any thread.
 */
public interface Clock {

  /** UTC milliseconds since 1970. */
  long millis();

  /** Nanoseconds from an arbitrary origin, never going back. */
  long ticks();

  default Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  static Clock system() {
    return new Clock() {
      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public long ticks() {
        return System.nanoTime();
      }
    };
  }
}
