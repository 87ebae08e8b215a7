package io.cachewarmer.http;

import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.answer.Problems;
import io.cachewarmer.http.guard.Guard;
import io.cachewarmer.http.guard.Scope;
import io.cachewarmer.http.json.JsonBody;
import io.cachewarmer.http.json.MalformedJson;
import io.cachewarmer.http.record.Recording;
import io.cachewarmer.http.wire.BodyBudget;
import io.cachewarmer.http.wire.BodyReader;
import io.cachewarmer.http.wire.Connections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a router of the table: scope, body, endpoint, answer; 405 and 404 for the rest. */
final class RouterBuilder {

  private static final Map<Integer, String> SENTENCES =
      Map.of(404, "there is nothing at this path", 400, "the request is not valid");

  private final Guard guard;
  private final Connections connections;
  private final BodyBudget budget;

  RouterBuilder(Guard guard, Connections connections, BodyBudget budget) {
    this.guard = guard;
    this.connections = connections;
    this.budget = budget;
  }

  Router build(Vertx vertx, List<Route> routes) {
    var router = Router.router(vertx);
    var allowed = new TreeMap<String, Set<String>>();
    for (var route : routes) {
      for (var method : methods(route)) {
        router.route(method, route.pattern()).handler(ctx -> handle(ctx.request(), route));
        allowed.computeIfAbsent(route.pattern(), p -> new TreeSet<>()).add(method.name());
      }
    }
    allowed.forEach((pattern, methods) -> router.route(pattern).handler(ctx -> deny(ctx, methods)));
    // Whatever else is added to this router, and whatever is not there: by reading rights only.
    router.route().handler(this::elsewhere);
    for (int status : List.of(400, 404, 405, 500)) {
      router.errorHandler(status, ctx -> failed(ctx, status));
    }
    return router;
  }

  /** Where one can look, HEAD is answered too, as RFC 9110 wants; the server leaves the content out. */
  private static List<HttpMethod> methods(Route route) {
    return route.safe() ? List.of(HttpMethod.GET, HttpMethod.HEAD) : List.of(route.method());
  }

  private void elsewhere(RoutingContext ctx) {
    try {
      guard.admit(ctx.request(), Scope.READ);
      ctx.next();
    } catch (RuntimeException e) {
      Problems.answer(ctx.request(), e).send(ctx.response());
    }
  }

  private void handle(HttpServerRequest request, Route route) {
    try {
      guard.admit(request, route.scope());
      if (route.bodyLimit() == 0) {
        answer(request, route, JsonBody.read(new byte[0], Map.of()));
        return;
      }
      Recording.requireJson(request);
      new CommandBody(request, route).start();
    } catch (RuntimeException | MalformedJson e) {
      Problems.answer(request, e).send(request.response());
    }
  }

  private static void answer(HttpServerRequest request, Route route, JsonBody body) {
    String key = route.endsWithParameter() ? Percent.key(request.path()) : "";
    var call = new Call(request, key, Query.of(request.query()), body);
    Future<Answer> answer = route.endpoint().answer(call);
    answer
        .otherwise(cause -> Problems.answer(request, cause))
        .onSuccess(done -> done.send(request.response()));
  }

  private static void deny(RoutingContext ctx, Set<String> methods) {
    String allow = String.join(", ", methods);
    var problem = HttpProblem.of(405, "this path takes " + allow).with("Allow", allow);
    Problems.answer(problem).send(ctx.response());
  }

  private static void failed(RoutingContext ctx, int status) {
    var failure = ctx.failure();
    var answer = status == 500 && failure != null
        ? Problems.answer(ctx.request(), failure)
        : Problems.answer(
            HttpProblem.of(status, SENTENCES.getOrDefault(status, "the request failed")));
    answer.send(ctx.response());
  }

  /** The small body of a command. */
  private final class CommandBody extends BodyReader {

    private final Route route;

    CommandBody(HttpServerRequest request, Route route) {
      super(request, connections.of(request.connection()), budget, route.bodyLimit());
      this.route = route;
    }

    @Override
    protected void whole(Buffer body) throws MalformedJson {
      answer(request, route, JsonBody.read(body.getBytes(), route.members()));
    }
  }
}
