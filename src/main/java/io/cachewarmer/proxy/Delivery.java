package io.cachewarmer.proxy;

import io.cachewarmer.proxy.flight.Flight;
import io.cachewarmer.proxy.flight.Listener;
import io.cachewarmer.proxy.flight.Piece;
import io.vertx.core.http.HttpHeaders;

/** Hands the answer of a flight to one client, at that client's pace. */
final class Delivery implements Listener {

  private final Visit visit;
  private final Flight.Seat seat;
  private final boolean counted;
  private final Runnable done;

  /**
   * @param counted whether this client asked for the counts of tokens
   * @param done runs when the client has the whole answer
   */
  Delivery(Visit visit, Flight.Seat seat, boolean counted, Runnable done) {
    this.visit = visit;
    this.seat = seat;
    this.counted = counted;
    this.done = done;
  }

  /** The fields are set; begins with the first piece. */
  void start(Flight.Head head, boolean sameLength) {
    var response = visit.response();
    response.setStatusCode(head.status());
    Fields.downstream(head.headers(), response, sameLength);
    if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    response.drainHandler(room -> seat.pump());
    seat.listen(this);
  }

  @Override
  public boolean take(Piece piece) {
    var bytes = counted ? piece.bytes() : piece.uncounted();
    var response = visit.response();
    if (bytes.length() > 0 && !response.closed()) {
      response.write(bytes);
    }
    return !response.writeQueueFull();
  }

  @Override
  public void ended() {
    seat.leave();
    if (!visit.isGone()) {
      visit.response().end();
      done.run();
    }
  }

  @Override
  public void broken(Throwable cause) {
    seat.leave();
    Dialect.send(visit, cause);
  }
}
