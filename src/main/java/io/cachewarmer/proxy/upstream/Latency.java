package io.cachewarmer.proxy.upstream;

import io.cachewarmer.clock.Clock;
import java.time.Duration;

/**
 * Whether live requests wait longer for their first byte than they used to: a quick moving average (EWMA)
 * against a slow one, as TCP Vegas compares round trips. Old slowness is forgotten.
 */
public final class Latency {

  private static final double QUICK = 0.3;
  private static final double SLOW = 0.03;
  private static final double FACTOR = 2;
  private static final double SLACK_MILLIS = 100;
  private static final Duration MEMORY = Duration.ofSeconds(10);

  private final Clock clock;
  private double quick;
  private double slow;
  private boolean known;
  private long lastTicks;

  public Latency(Clock clock) {
    this.clock = clock;
  }

  public void observe(double millis) {
    quick = known ? quick + QUICK * (millis - quick) : millis;
    slow = known ? slow + SLOW * (millis - slow) : millis;
    known = true;
    lastTicks = clock.ticks();
  }

  boolean isRising() {
    return known
        && quick > FACTOR * slow + SLACK_MILLIS
        && clock.ticks() - lastTicks < MEMORY.toNanos();
  }
}
