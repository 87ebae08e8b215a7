package io.cachewarmer.http;

import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.answer.Problems;
import io.cachewarmer.http.guard.Guard;
import io.cachewarmer.http.record.Recording;
import io.cachewarmer.http.wire.Connections;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where every request comes in: counted, checked for what browsers are tricked into, handed on. */
final class Door {

  private static final String PROBES = "/health";

  private final Guard guard;
  private final Connections connections;
  private final Recording recording;
  private final Handler<HttpServerRequest> router;
  private final DoorMetrics metrics;
  private boolean draining;

  Door(
      Guard guard,
      Connections connections,
      Recording recording,
      Handler<HttpServerRequest> router,
      DoorMetrics metrics) {
    this.guard = guard;
    this.connections = connections;
    this.recording = recording;
    this.router = router;
    this.metrics = metrics;
  }

  /** From now on health alone is told; what came before still is. */
  void drain() {
    draining = true;
  }

  void enter(HttpServerRequest request) {
    var peer = connections.of(request.connection());
    var response = request.response();
    String path = request.path() == null ? "" : request.path();
    response.endHandler(sent -> {
      peer.resting();
      metrics.answered(path, response.getStatusCode());
    });
    try {
      guard.checkOrigin(request);
      if (draining && !path.startsWith(PROBES)) {
        throw HttpProblem.later(503, "the service is shutting down", 1).with("Connection", "close");
      }
      if (Recording.takes(path)) {
        recording.handle(request, peer);
      } else {
        requirePlain(request.method(), path);
        router.handle(request);
      }
    } catch (RuntimeException e) {
      Problems.answer(request, e).send(response);
    }
  }

  /** Answers what was not even HTTP: a bad request line, headers too long. */
  void invalid(HttpServerRequest request) {
    int status = statusOf(request.decoderResult().cause());
    Problems.answer(HttpProblem.of(status, sentence(status)).with("Connection", "close"))
        .send(request.response())
        .onComplete(sent -> request.connection().close());
  }

  private static int statusOf(@Nullable Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return 414;
    }
    return cause instanceof TooLongHttpHeaderException ? 431 : 400;
  }

  private static String sentence(int status) {
    return switch (status) {
      case 414 -> "the request line is too long";
      case 431 -> "the header fields are too large";
      default -> "the request is not valid HTTP";
    };
  }

  // The router would tidy such a path and serve another one than was asked for.
  private static void requirePlain(HttpMethod method, String path) {
    if (!path.startsWith("/") || method.equals(HttpMethod.CONNECT)) {
      throw HttpProblem.invalid("the request target must be a path");
    }
    if (path.contains("//")) {
      throw HttpProblem.of(404, "there is nothing at this path");
    }
    for (String segment : path.toLowerCase(Locale.ROOT).replace("%2e", ".").split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw HttpProblem.of(404, "there is nothing at this path");
      }
    }
  }
}
