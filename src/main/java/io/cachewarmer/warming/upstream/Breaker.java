package io.cachewarmer.warming.upstream;

import io.cachewarmer.clock.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Circuit breaker (Nygard, Release It!): after failures of several different keys with no success between
 * them the origin is left alone for a while, then asked once to see whether it is back.
 *
 * <p>It counts keys and not calls, so that one item that always fails cannot close the way for the others.
 */
final class Breaker {

  /** What a metric shows, by ordinal: 0 is well. */
  enum State {
    CLOSED(0),
    HALF_OPEN(1),
    OPEN(2);

    private final int shown;

    State(int shown) {
      this.shown = shown;
    }

    /** The number on the gauge. */
    int shown() {
      return shown;
    }
  }

  private static final int DEAD = 5;
  private static final int DOUBTFUL = 3;

  private final Clock clock;
  private final long restTicks;
  private final Set<String> failing = new HashSet<>();
  private long openedAtTicks;
  private volatile State state = State.CLOSED;

  Breaker(Clock clock, Duration rest) {
    this.clock = clock;
    this.restTicks = rest.toNanos();
  }

  /** Whether a call may be made now; one that may must be reported by {@link #succeeded} or {@link #failed}. */
  boolean permits() {
    if (state == State.OPEN && clock.ticks() - openedAtTicks >= restTicks) {
      state = State.HALF_OPEN;
      return true;
    }
    return state == State.CLOSED;
  }

  /** Whether a failure is worth a second try: not when other keys fail as well. */
  boolean trusts() {
    return state == State.CLOSED && failing.size() < DOUBTFUL;
  }

  void succeeded() {
    failing.clear();
    state = State.CLOSED;
  }

  void failed(String key) {
    if (failing.size() < DEAD) {
      failing.add(key);
    }
    if (state == State.HALF_OPEN || (state == State.CLOSED && failing.size() >= DEAD)) {
      state = State.OPEN;
      openedAtTicks = clock.ticks();
    }
  }

  State state() {
    return state;
  }
}
