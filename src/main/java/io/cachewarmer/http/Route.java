package io.cachewarmer.http;

import io.cachewarmer.http.guard.Scope;
import io.cachewarmer.http.json.JsonBody.Kind;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the route table.
 *
 * @param path as in the OpenAPI document: {@code /runs/{id}}
 * @param scope what a token must allow; empty = free for everybody
 * @param bodyLimit most bytes of a body; 0 = none is read
 * @param members what the body may hold
 * @param safe whether it only looks, so that HEAD may do so too
 */
record Route(
    HttpMethod method,
    String path,
    Optional<Scope> scope,
    int bodyLimit,
    Map<String, Kind> members,
    boolean safe,
    Call.Endpoint endpoint) {

  static Route get(String path, Scope scope, Call.Endpoint endpoint) {
    return new Route(HttpMethod.GET, path, Optional.of(scope), 0, Map.of(), true, endpoint);
  }

  /** Reading what is loaded for it, and heard as an access. */
  static Route load(String path, Call.Endpoint endpoint) {
    return new Route(HttpMethod.GET, path, Optional.of(Scope.READ), 0, Map.of(), false, endpoint);
  }

  static Route free(String path, Call.Endpoint endpoint) {
    return new Route(HttpMethod.GET, path, Optional.empty(), 0, Map.of(), true, endpoint);
  }

  static Route delete(String path, Call.Endpoint endpoint) {
    return new Route(
        HttpMethod.DELETE, path, Optional.of(Scope.CONTROL), 0, Map.of(), false, endpoint);
  }

  static Route post(String path, int limit, Map<String, Kind> members, Call.Endpoint endpoint) {
    return new Route(
        HttpMethod.POST, path, Optional.of(Scope.CONTROL), limit, members, false, endpoint);
  }

  /** The path as the router writes it. */
  String pattern() {
    return path.replaceAll("\\{(\\w+)}", ":$1");
  }

  boolean endsWithParameter() {
    return path.endsWith("}");
  }
}
