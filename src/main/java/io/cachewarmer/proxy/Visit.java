package io.cachewarmer.proxy;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/** One request at the door. Belongs to its event loop. */
final class Visit {

  private final HttpServerRequest request;
  private final String tenant;
  private final long begunTicks;
  private final List<Runnable> leaving = new ArrayList<>();
  private Runnable ended = () -> {};
  private boolean gone;

  /**
   * @param tenant the name of the caller's token; empty where none is asked for
   * @param resting runs when the answer is out
   */
  Visit(HttpServerRequest request, String tenant, long begunTicks, Runnable resting) {
    this.request = request;
    this.tenant = tenant;
    this.begunTicks = begunTicks;
    var response = request.response();
    response.exceptionHandler(broken -> leave());
    response.closeHandler(closed -> leave());
    response.endHandler(sent -> {
      resting.run();
      ended.run();
    });
  }

  /** Runs it when the answer is out. */
  void onEnd(Runnable then) {
    ended = then;
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  String path() {
    return request.path() == null ? "/" : request.path();
  }

  String tenant() {
    return tenant;
  }

  long begunTicks() {
    return begunTicks;
  }

  boolean isGone() {
    return gone;
  }

  /** Runs it when the client leaves before its answer is whole; at once when it has left. */
  void onLeave(Runnable then) {
    if (gone) {
      then.run();
    } else {
      leaving.add(then);
    }
  }

  /** The client is to see that the answer is not whole. */
  void cut() {
    request.connection().close();
  }

  private void leave() {
    if (!gone && !response().ended()) {
      gone = true;
      leaving.forEach(Runnable::run);
    }
  }
}
