package io.cachewarmer.proxy;

import io.cachewarmer.proxy.upstream.Exchange;
import io.cachewarmer.proxy.upstream.Upstream;
import io.cachewarmer.proxy.upstream.Upstream.Ask;
import io.cachewarmer.proxy.upstream.Upstream.Lane;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** Passes requests and answers through as they come, at the pace of the slower side. */
final class Passing {

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Upstream upstream;
  private final boolean tokens;

  /** @param tokens whether the clients' tokens are ours */
  Passing(Upstream upstream, boolean tokens) {
    this.upstream = upstream;
    this.tokens = tokens;
  }

  /** A request whose body is still to come. */
  void stream(Visit visit) {
    var request = visit.request();
    boolean sized = request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    var ask = ask(visit, true);
    request.pause();
    var through = new Through(visit, "not-cacheable");
    through.follow(upstream.send(ask, Lane.FREE, through, up -> {
      if (!sized && request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
        up.setChunked(true);
      }
      request.pipeTo(up);
      return up.response();
    }));
  }

  /** A request that was read already, and generates. */
  void whole(Visit visit, Buffer body, String detail) {
    var through = new Through(visit, detail);
    through.follow(upstream.send(ask(visit, false), body, Lane.LIVE, through));
  }

  private Ask ask(Visit visit, boolean withLength) {
    return ask(visit, tokens, withLength);
  }

  static Ask ask(Visit visit, boolean tokens, boolean withLength) {
    var request = visit.request();
    return new Ask(request.method(), request.uri(), Fields.upstream(request, tokens, withLength));
  }

  /** An answer on its way to one client. */
  private static final class Through implements Exchange.Sink {

    private final Visit visit;
    private final String detail;
    private Optional<Exchange> exchange = Optional.empty();

    Through(Visit visit, String detail) {
      this.visit = visit;
      this.detail = detail;
    }

    void follow(Exchange begun) {
      exchange = Optional.of(begun);
      visit.onLeave(begun::cancel);
    }

    @Override
    public void head(HttpClientResponse head) {
      var response = visit.response();
      response.setStatusCode(head.statusCode()).setStatusMessage(head.statusMessage());
      Fields.downstream(head.headers(), response, true);
      CacheFields.bypass(response, detail);
      boolean bodiless = visit.request().method().equals(HttpMethod.HEAD)
          || head.statusCode() == NO_CONTENT
          || head.statusCode() == NOT_MODIFIED;
      if (!bodiless && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
        response.setChunked(true);
      }
      response.drainHandler(room -> exchange.ifPresent(Exchange::resume));
    }

    @Override
    public void piece(Buffer piece) {
      var response = visit.response();
      response.write(piece);
      if (response.writeQueueFull()) {
        exchange.ifPresent(Exchange::pause);
      }
    }

    @Override
    public void ended(MultiMap trailers) {
      var response = visit.response();
      if (response.isChunked()) {
        trailers.forEach((name, value) -> response.putTrailer(name, value));
      }
      response.end();
    }

    @Override
    public void failed(Throwable cause) {
      Dialect.send(visit, cause);
    }
  }
}
