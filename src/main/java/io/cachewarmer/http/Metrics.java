package io.cachewarmer.http;

import io.cachewarmer.http.answer.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Objects;

/** All metrics, as Prometheus text or OpenMetrics. Rendered off the event loop: it takes a while. */
final class Metrics {

  private final Vertx vertx;
  private final ServiceView service;

  Metrics(Vertx vertx, ServiceView service) {
    this.vertx = vertx;
    this.service = service;
  }

  Future<Answer> show(Call call) {
    String accept = Objects.requireNonNullElse(call.request().getHeader(HttpHeaders.ACCEPT), "");
    return vertx
        .executeBlocking(() -> service.metrics(accept), false)
        .map(page -> Answer.of(200, page.contentType(), Buffer.buffer(page.text())));
  }
}
