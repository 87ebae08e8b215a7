package io.cachewarmer.http.wire;

import io.vertx.core.http.HttpConnection;

/** One open connection, and since when it does what it does. Belongs to its event loop. */
public final class Peer {

  enum Phase {
    /** Connected, and no request has come whole. */
    NEW,
    /** A body is on its way. */
    READING,
    /** A request is being worked on; how long that takes is our affair. */
    ANSWERING,
    /** Answered; the next request may come. */
    RESTING
  }

  private final HttpConnection connection;
  private final Connections owner;
  private Phase phase = Phase.NEW;
  private long sinceTicks;
  private Runnable late = () -> {};

  Peer(HttpConnection connection, Connections owner) {
    this.connection = connection;
    this.owner = owner;
    this.sinceTicks = owner.ticks();
  }

  /**
   * A body is awaited from now on.
   *
   * @param late called when it has not come in time; answers and closes
   */
  public void reading(Runnable late) {
    enter(Phase.READING);
    this.late = late;
  }

  public void answering() {
    phase = Phase.ANSWERING;
  }

  public void resting() {
    enter(Phase.RESTING);
  }

  Phase phase() {
    return phase;
  }

  void expire() {
    if (phase == Phase.READING) {
      late.run();
    } else {
      connection.close();
    }
  }

  long age(long nowTicks) {
    return nowTicks - sinceTicks;
  }

  private void enter(Phase next) {
    phase = next;
    sinceTicks = owner.ticks();
  }
}
