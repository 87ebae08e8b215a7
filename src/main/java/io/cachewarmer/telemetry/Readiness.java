package io.cachewarmer.telemetry;

/** How far the service is in its life. Set where it starts and stops, read by whoever answers for it. */
public final class Readiness {

  public enum State {
    STARTING,
    READY,
    DRAINING
  }

  // Each only ever turns true, so that no order of two calls can undo a stop.
  private volatile boolean started;
  private volatile boolean draining;

  public State state() {
    if (draining) {
      return State.DRAINING;
    }
    return started ? State.READY : State.STARTING;
  }

  public boolean isReady() {
    return state() == State.READY;
  }

  /** The start is over. Says nothing once draining has begun: a stop during the start stays a stop. */
  public void ready() {
    started = true;
  }

  public void draining() {
    draining = true;
  }
}
