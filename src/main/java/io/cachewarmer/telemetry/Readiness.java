package io.cachewarmer.telemetry;

/** How far the service is in its life. Set where it starts and stops, read by whoever answers for it. */
public final class Readiness {

  public enum State {
    STARTING,
    READY,
    /** The other nodes of the cluster cannot reach this one. */
    UNREACHABLE,
    DRAINING
  }

  // Each only ever turns true, so that no order of two calls can undo a stop.
  private volatile boolean started;
  private volatile boolean draining;
  private volatile boolean reachable = true;

  public State state() {
    if (draining) {
      return State.DRAINING;
    }
    if (!started) {
      return State.STARTING;
    }
    return reachable ? State.READY : State.UNREACHABLE;
  }

  public boolean isReady() {
    return state() == State.READY;
  }

  /** The start is over. Says nothing once draining has begun: a stop during the start stays a stop. */
  public void ready() {
    started = true;
  }

  /** Whether other nodes can reach this one; a node alone never asks. */
  public void reachable(boolean now) {
    reachable = now;
  }

  public void draining() {
    draining = true;
  }
}
