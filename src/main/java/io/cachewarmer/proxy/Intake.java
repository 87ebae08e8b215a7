package io.cachewarmer.proxy;

import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.wire.Peer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads the body of a question, which may hold pictures, within a size, a time and a share of memory. */
final class Intake {

  static final int MOST_BYTES = 32 << 20;

  private static final long MOST_TOGETHER = 256L << 20;

  private long together;

  /** @param failed may come once, and then {@code whole} does not */
  void read(
      HttpServerRequest request, Peer peer, Consumer<Buffer> whole, Consumer<HttpProblem> failed) {
    new Reading(request, peer, whole, failed).start();
  }

  private final class Reading {

    private final HttpServerRequest request;
    private final Peer peer;
    private final Consumer<Buffer> whole;
    private final Consumer<HttpProblem> failed;
    private Buffer body = Buffer.buffer();
    private boolean over;

    Reading(
        HttpServerRequest request,
        Peer peer,
        Consumer<Buffer> whole,
        Consumer<HttpProblem> failed) {
      this.request = request;
      this.peer = peer;
      this.whole = whole;
      this.failed = failed;
    }

    void start() {
      peer.reading(() -> refuse(HttpProblem.of(408, "the body did not come in time")));
      request.handler(this::chunk);
      request.exceptionHandler(broken -> release());
      request.endHandler(end -> {
        if (!over) {
          var all = body;
          release();
          peer.answering();
          whole.accept(all);
        }
      });
    }

    private void chunk(Buffer chunk) {
      if (over) {
        return;
      }
      if (body.length() + chunk.length() > MOST_BYTES) {
        refuse(HttpProblem.of(413, "the body must be at most " + MOST_BYTES + " bytes"));
      } else if (together + chunk.length() > MOST_TOGETHER) {
        refuse(HttpProblem.later(503, "too many bodies are being received; try again", 1));
      } else {
        together += chunk.length();
        body.appendBuffer(chunk);
      }
    }

    private void refuse(HttpProblem problem) {
      if (!over) {
        release();
        peer.answering();
        failed.accept(problem.with("Connection", "close"));
      }
    }

    private void release() {
      if (!over) {
        over = true;
        together -= body.length();
        body = Buffer.buffer();
      }
    }
  }
}
