package io.cachewarmer.proxy;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.guard.Guard;
import io.cachewarmer.http.guard.Scope;
import io.cachewarmer.http.wire.Connections;
import io.cachewarmer.prompt.Route;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;

/** Where every request comes in: checked like at the other door, then answered or passed through. */
final class Reception {

  /** After these the list of models is another one. */
  private static final Set<String> CHANGING =
      Set.of("/api/pull", "/api/create", "/api/copy", "/api/delete", "/api/push");

  private final Guard guard;
  private final Connections connections;
  private final Clock clock;
  private final Intake intake = new Intake();
  private final Answering answering;
  private final Passing passing;
  private final Digests digests;
  private final ProxyMetrics metrics;
  private final Runnable used;
  private boolean draining;

  Reception(
      Guard guard,
      Connections connections,
      Answering answering,
      Answering.Tools tools,
      Runnable used) {
    this.guard = guard;
    this.connections = connections;
    this.clock = tools.clock();
    this.answering = answering;
    this.passing = tools.passing();
    this.digests = tools.digests();
    this.metrics = tools.metrics();
    this.used = used;
  }

  void drain() {
    draining = true;
  }

  void enter(HttpServerRequest request) {
    var peer = connections.of(request.connection());
    String path = request.path() == null ? "" : request.path();
    try {
      guard.checkOrigin(request);
      var caller = guard.admit(request, Scope.READ);
      if (draining) {
        throw HttpProblem.later(503, "the service is shutting down", 1).with("Connection", "close");
      }
      if (!path.startsWith("/") || request.method().equals(HttpMethod.CONNECT)) {
        throw HttpProblem.invalid("the request target must be a path");
      }
      used.run();
      var visit = new Visit(request, caller.name(), clock.ticks(), peer::resting);
      Optional<Route> route =
          request.method().equals(HttpMethod.POST) ? Route.of(path) : Optional.empty();
      if (route.isPresent()) {
        intake.read(
            request,
            peer,
            body -> answering.answer(visit, route.get(), body),
            problem -> refuse(visit, problem));
      } else {
        if (CHANGING.contains(path)) {
          visit.onEnd(digests::outdate);
        }
        metrics.count(ProxyMetrics.Outcome.BYPASS);
        passing.stream(visit);
      }
    } catch (RuntimeException e) {
      request.response().endHandler(sent -> peer.resting());
      Dialect.answer(path, e).send(request.response());
    }
  }

  private void refuse(Visit visit, HttpProblem problem) {
    metrics.count(ProxyMetrics.Outcome.ERROR);
    Dialect.answer(visit.path(), problem).send(visit.response()).onComplete(sent -> visit.cut());
  }
}
