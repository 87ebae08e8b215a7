package io.cachewarmer.proxy.upstream;

import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * One call upstream: head, pieces, end, or one failure. A server that is silent for too long, before the
 * head or after it, has failed; the time in which we do not listen is not silence.
 */
public final class Exchange {

  /** Hears what comes. Nothing comes after {@link #ended} or {@link #failed}. */
  public interface Sink {
    void head(HttpClientResponse response);

    void piece(Buffer piece);

    void ended(MultiMap trailers);

    /** @param cause an {@link OriginFailure} or a {@code Refusal} */
    void failed(Throwable cause);
  }

  private final Upstream upstream;
  private final Sink sink;
  private Optional<HttpClientRequest> request = Optional.empty();
  private Optional<HttpClientResponse> response = Optional.empty();
  private Optional<Permit> permit = Optional.empty();
  private long heardTicks;
  private long timer = -1;
  private boolean over;
  private boolean paused;

  Exchange(Upstream upstream, Sink sink) {
    this.upstream = upstream;
    this.sink = sink;
  }

  public void pause() {
    paused = true;
    response.ifPresent(HttpClientResponse::pause);
  }

  public void resume() {
    if (paused && !over) {
      paused = false;
      listen();
      response.ifPresent(HttpClientResponse::resume);
    }
  }

  /** Nobody wants it any more: the connection is broken, which is how Ollama learns of it. */
  public void cancel() {
    if (finish()) {
      request.ifPresent(HttpClientRequest::reset);
    }
  }

  public boolean isOver() {
    return over;
  }

  void holds(Permit place) {
    permit = Optional.of(place);
    if (over) {
      place.give();
    }
  }

  /** The request is about to be sent; false when nobody wants it any more. */
  boolean begins(HttpClientRequest sent) {
    request = Optional.of(sent);
    if (over) {
      sent.reset();
      return false;
    }
    sent.exceptionHandler(cause -> fail(broken(cause)));
    listen();
    return true;
  }

  void head(HttpClientResponse head) {
    if (over) {
      return;
    }
    response = Optional.of(head);
    listen();
    head.exceptionHandler(cause -> fail(broken(cause)));
    head.handler(piece -> {
      if (!over) {
        listen();
        sink.piece(piece);
      }
    });
    head.endHandler(end -> {
      if (finish()) {
        sink.ended(head.trailers());
      }
    });
    sink.head(head);
  }

  void fail(Throwable cause) {
    if (finish()) {
      request.ifPresent(HttpClientRequest::reset);
      sink.failed(cause);
    }
  }

  static OriginFailure broken(Throwable cause) {
    return cause instanceof OriginFailure failure
        ? failure
        : new OriginFailure(Kind.UNAVAILABLE, "the connection to Ollama broke", cause);
  }

  private void listen() {
    heardTicks = upstream.ticks();
    if (timer < 0 && !over) {
      watch(upstream.silence());
    }
  }

  // One timer that looks when something was last heard: setting one for each piece costs more than
  // the piece.
  private void watch(Duration until) {
    timer = upstream.after(until, () -> {
      timer = -1;
      var left = upstream.silence().minusNanos(upstream.ticks() - heardTicks);
      if (paused) {
        return; // who resumes listens again
      }
      if (left.toMillis() > 0) {
        watch(left);
      } else {
        fail(new OriginFailure(Kind.TIMEOUT, "Ollama did not answer in time"));
      }
    });
  }

  private boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    if (timer >= 0) {
      upstream.forget(timer);
    }
    permit.ifPresent(Permit::give);
    return true;
  }
}
