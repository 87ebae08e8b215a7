package io.cachewarmer.proxy.upstream;

import io.cachewarmer.clock.Clock;
import java.time.Duration;

/**
 * Circuit breaker for connections (Nygard, Release It!): a server that could not be reached several times
 * in a row is left alone for a moment, then tried by one request.
 */
public final class Circuit {

  private static final int DEAD = 5;
  private static final Duration REST = Duration.ofSeconds(1);

  private final Clock clock;
  private int failures;
  private long nextTryTicks;

  public Circuit(Clock clock) {
    this.clock = clock;
  }

  boolean permits() {
    if (failures < DEAD) {
      return true;
    }
    long now = clock.ticks();
    if (now - nextTryTicks < 0) {
      return false;
    }
    nextTryTicks = now + REST.toNanos();
    return true;
  }

  void reached() {
    failures = 0;
  }

  void unreachable() {
    failures = Math.min(DEAD, failures + 1);
    nextTryTicks = clock.ticks() + REST.toNanos();
  }

  public boolean isOpen() {
    return failures >= DEAD;
  }
}
