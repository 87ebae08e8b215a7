package io.cachewarmer.origin.http;

import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its whole answer, under one deadline from the first step to the last byte and one size
 * cap held while the body streams in: an endless or a trickling answer is cut off, and its connection with
 * it. Lives on the event loop that started it.
 */
final class Exchange {

  /** A status, the Retry-After field when there was one, and the body. */
  record Answer(int status, Optional<String> retryAfter, Buffer body) {}

  private final int maxBytes;
  private final Promise<Answer> done = Promise.promise();
  private @Nullable HttpClientRequest request;

  private Exchange(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  static Future<Answer> run(
      Vertx vertx, HttpClient client, RequestOptions options, long deadlineMillis, int maxBytes) {
    var exchange = new Exchange(maxBytes);
    var answer = exchange.done.future();
    long timer = vertx.setTimer(
        deadlineMillis, id -> exchange.fail(new TimeoutException("deadline passed")));
    answer.onComplete(any -> vertx.cancelTimer(timer));
    client.request(options).onSuccess(exchange::send).onFailure(exchange::fail);
    return answer;
  }

  private void send(HttpClientRequest opened) {
    request = opened;
    if (done.future().isComplete()) {
      opened.reset();
    } else if (isLinkLocal(opened)) {
      fail(new OriginFailure(
          Kind.INVALID_ANSWER, "the origin's name leads to a link-local address"));
    } else {
      opened.send().onSuccess(this::receive).onFailure(this::fail);
    }
  }

  private void receive(HttpClientResponse response) {
    int status = response.statusCode();
    var retryAfter = Optional.ofNullable(response.getHeader("retry-after"));
    var body = Buffer.buffer();
    response.exceptionHandler(this::fail);
    response.handler(chunk -> {
      if (done.future().isComplete()) {
        return;
      }
      if (body.length() + chunk.length() <= maxBytes) {
        body.appendBuffer(chunk);
      } else if (status == 200) {
        fail(new OriginFailure(
            Kind.INVALID_ANSWER, "the origin's answer is larger than " + maxBytes + " bytes"));
      } else {
        done.tryComplete(new Answer(status, retryAfter, Buffer.buffer()));
        reset();
      }
    });
    response.endHandler(end -> done.tryComplete(new Answer(status, retryAfter, body)));
  }

  private void fail(Throwable cause) {
    if (done.tryFail(cause)) {
      reset();
    }
  }

  private void reset() {
    if (request != null) {
      request.reset();
    }
  }

  /** Cloud metadata services live there; a name that was pointed at one must not be followed. */
  private static boolean isLinkLocal(HttpClientRequest opened) {
    var address = opened.connection().remoteAddress();
    var host = address == null ? null : address.hostAddress();
    try {
      return host != null
          && InetAddress.getByName(host).isLinkLocalAddress(); // a literal: no lookup
    } catch (java.net.UnknownHostException notAnAddress) {
      return true;
    }
  }
}
