package io.cachewarmer.http;

import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.json.JsonBody;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request that was let in, with its parts read.
 *
 * @param key the last segment of the path, decoded, for a route that ends with a parameter; else empty
 * @param body of a command; {@code {}} for the others
 */
record Call(HttpServerRequest request, String key, Query query, JsonBody body) {

  /** Answers a call, or fails with what {@code Problems} maps. May throw the same. */
  @FunctionalInterface
  interface Endpoint {
    Future<Answer> answer(Call call) throws HttpProblem;
  }
}
