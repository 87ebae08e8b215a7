package io.cachewarmer.telemetry;

import java.util.concurrent.atomic.AtomicReference;

/** How far the service is in its life. Set where it starts and stops, read by whoever answers for it. */
public final class Readiness {

  public enum State {
    STARTING,
    READY,
    DRAINING
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

  public State state() {
    return state.get();
  }

  public boolean isReady() {
    return state.get() == State.READY;
  }

  /** The start is over. Says nothing once draining has begun: a stop during the start stays a stop. */
  public void ready() {
    state.compareAndSet(State.STARTING, State.READY);
  }

  public void draining() {
    state.set(State.DRAINING);
  }
}
