package io.cachewarmer.http.wire;

import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.answer.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the body of one request within a size, a deadline and the shared budget. A body that comes
 * in one piece is handed on as it came.
 *
 * <p>A body over its limit is thrown away while it comes, up to a point, and answered at its end:
 * clients that send before they listen would otherwise see a broken connection in place of the 413.
 */
public abstract class BodyReader {

  private static final int PATIENCE_BYTES = 8 << 20;

  protected final HttpServerRequest request;
  protected final Peer peer;
  private final BodyBudget budget;
  private final int limit;
  private final Pieces pieces = new Pieces();
  private long wasted;
  private @Nullable HttpProblem refused;
  private boolean over;

  protected BodyReader(HttpServerRequest request, Peer peer, BodyBudget budget, int limit) {
    this.request = request;
    this.peer = peer;
    this.budget = budget;
    this.limit = limit;
  }

  /** The body is here. May throw the problem to answer. */
  protected abstract void whole(Buffer body) throws Exception;

  /** The body was refused; the answer is about to be sent. */
  protected void unread(HttpProblem problem) {}

  /** Begins to read; must be called in the turn in which the request came. */
  public final void start() {
    if (declared() > limit) {
      refused = tooLarge(limit);
      if (declared() > PATIENCE_BYTES) {
        finish(refused, true);
        return;
      }
    }
    peer.reading(this::late);
    request.handler(this::chunk);
    request.endHandler(end -> ended());
    request.exceptionHandler(this::broken);
  }

  public static HttpProblem tooLarge(int limit) {
    return HttpProblem.of(413, "the body must be at most " + limit + " bytes");
  }

  private long declared() {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException beyondLong) {
      return Long.MAX_VALUE;
    }
  }

  private void chunk(Buffer chunk) {
    if (over) {
      return;
    }
    int length = chunk.length();
    if (refused == null && pieces.length() + length > limit) {
      refused = tooLarge(limit);
    } else if (refused == null && !budget.take(length)) {
      refused = HttpProblem.later(503, "too many bodies are being received; try again", 1);
    }
    if (refused != null) {
      release();
      wasted += length;
      if (wasted > PATIENCE_BYTES) {
        finish(refused, true);
      }
      return;
    }
    pieces.add(chunk);
  }

  private void ended() {
    if (over) {
      return;
    }
    peer.answering();
    var whole = pieces.joined();
    release();
    if (refused != null) {
      finish(refused, false);
      return;
    }
    over = true;
    try {
      whole(whole);
    } catch (Exception e) {
      Problems.answer(request, e).send(request.response());
    }
  }

  // A bad chunk, or the client has left: the connection is closed already, and nobody hears more.
  private void broken(Throwable cause) {
    release();
    over = true;
  }

  private void late() {
    release();
    finish(HttpProblem.of(408, "the body did not come within 10 seconds"), true);
  }

  private void finish(HttpProblem problem, boolean close) {
    if (over) {
      return;
    }
    over = true;
    peer.answering();
    unread(problem);
    if (close) {
      Problems.answer(problem)
          .with("Connection", "close")
          .send(request.response())
          .onComplete(sent -> request.connection().close());
    } else {
      Problems.answer(problem).send(request.response());
    }
  }

  private void release() {
    budget.give(pieces.length());
    pieces.clear();
  }
}
