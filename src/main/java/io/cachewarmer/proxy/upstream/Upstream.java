package io.cachewarmer.proxy.upstream;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.origin.ModelServer;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.function.Function;

/** Sends requests to the model server, within the limits where they generate. */
public final class Upstream {

  private static final int BUSY = 503;
  private static final int TOO_MANY = 429;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final double NANOS_PER_MILLI = 1e6;

  /** Who asks, which decides whether and where a request waits. */
  public enum Lane {
    /** Costs the server next to nothing, or is none of our business. */
    FREE,
    LIVE,
    WARM
  }

  /** @param headers as they go out */
  public record Ask(HttpMethod method, String uri, MultiMap headers) {}

  private final Vertx vertx;
  private final Clock clock;
  private final ModelServer server;
  private final Gate gate;
  private final Latency latency;
  private final Circuit circuit;
  private final Duration silence;

  public Upstream(
      Vertx vertx,
      Clock clock,
      ModelServer server,
      Gate gate,
      Latency latency,
      Circuit circuit,
      Duration silence) {
    this.vertx = vertx;
    this.clock = clock;
    this.server = server;
    this.gate = gate;
    this.latency = latency;
    this.circuit = circuit;
    this.silence = silence;
  }

  /** A call with a whole body. */
  public Exchange send(Ask ask, Buffer body, Lane lane, Exchange.Sink sink) {
    return send(ask, lane, sink, request -> request.send(body));
  }

  /**
   * @param sending sends the body and gives the answer; its failure is the call's
   */
  public Exchange send(
      Ask ask,
      Lane lane,
      Exchange.Sink sink,
      Function<HttpClientRequest, Future<HttpClientResponse>> sending) {
    var exchange = new Exchange(this, sink);
    place(lane)
        .onFailure(exchange::fail)
        .onSuccess(permit -> go(ask, lane, permit, exchange, sending));
    return exchange;
  }

  /** The same with a place that the caller has already. */
  public Exchange send(Ask ask, Buffer body, Lane lane, Permit permit, Exchange.Sink sink) {
    var exchange = new Exchange(this, sink);
    go(ask, lane, permit, exchange, request -> request.send(body));
    return exchange;
  }

  private void go(
      Ask ask,
      Lane lane,
      Permit permit,
      Exchange exchange,
      Function<HttpClientRequest, Future<HttpClientResponse>> sending) {
    exchange.holds(permit);
    if (!exchange.isOver()) {
      call(ask, lane, exchange, sending);
    }
  }

  /** A place upstream, to be given back. */
  public Future<Permit> place(Lane lane) {
    return switch (lane) {
      case FREE -> Future.succeededFuture(new Permit(() -> {}));
      case LIVE -> gate.live();
      case WARM -> gate.warm();
    };
  }

  private void call(
      Ask ask,
      Lane lane,
      Exchange exchange,
      Function<HttpClientRequest, Future<HttpClientResponse>> sending) {
    if (!circuit.permits()) {
      exchange.fail(new OriginFailure(
          Kind.UNAVAILABLE, "Ollama cannot be reached and is left alone for a moment"));
      return;
    }
    long begun = clock.ticks();
    server
        .open(ask.method(), ask.uri())
        .onFailure(gone -> circuit.unreachable())
        .onFailure(exchange::fail)
        .onSuccess(request -> {
          circuit.reached();
          request.headers().addAll(ask.headers());
          if (exchange.begins(request)) {
            sending
                .apply(request)
                .onFailure(cause -> exchange.fail(Exchange.broken(cause)))
                .onSuccess(head -> {
                  heard(lane, begun, head);
                  exchange.head(head);
                });
          }
        });
  }

  private void heard(Lane lane, long begun, HttpClientResponse head) {
    if (lane == Lane.LIVE) {
      latency.observe((clock.ticks() - begun) / NANOS_PER_MILLI);
    }
    if (head.statusCode() == BUSY || head.statusCode() == TOO_MANY) {
      gate.pauseWarming(pause(head.getHeader("Retry-After")));
    }
  }

  /** Seconds as the server said, or one; a date is taken for one. */
  private static Duration pause(@org.jspecify.annotations.Nullable String retryAfter) {
    try {
      var asked = Duration.ofSeconds(retryAfter == null ? 1 : Long.parseLong(retryAfter.strip()));
      return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    } catch (NumberFormatException date) {
      return Duration.ofSeconds(1);
    }
  }

  Duration silence() {
    return silence;
  }

  long ticks() {
    return clock.ticks();
  }

  long after(Duration wait, Runnable then) {
    return vertx.setTimer(Math.max(1, wait.toMillis()), timer -> then.run());
  }

  void forget(long timer) {
    vertx.cancelTimer(timer);
  }
}
