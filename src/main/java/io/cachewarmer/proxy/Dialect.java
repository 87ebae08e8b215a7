package io.cachewarmer.proxy;

import io.cachewarmer.bus.Refusal;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.origin.OriginFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors as the client's library expects them: Ollama's, or OpenAI's below {@code /v1}. */
final class Dialect {

  private static final Logger LOG = LoggerFactory.getLogger(Dialect.class);
  private static final int CLIENT = 500;
  private static final Map<Integer, String> TYPES = Map.of(
      401,
      "authentication_error",
      403,
      "permission_error",
      404,
      "not_found_error",
      429,
      "rate_limit_error");

  private Dialect() {}

  static void send(Visit visit, Throwable cause) {
    if (visit.response().headWritten()) {
      visit.cut();
      return;
    }
    answer(visit.path(), cause).send(visit.response());
  }

  static Answer answer(String path, Throwable cause) {
    if (cause instanceof HttpProblem problem) {
      return withRetry(error(path, problem.status(), problem.detail()), problem);
    }
    if (cause instanceof Refusal refusal) {
      var answer = error(path, refusal.reason().code(), refusal.getMessage());
      return refusal.reason() == Refusal.Reason.OVERLOADED
          ? answer.with("Retry-After", "1")
          : answer;
    }
    if (cause instanceof OriginFailure failure) {
      boolean late = failure.kind() == OriginFailure.Kind.TIMEOUT;
      return error(path, late ? 504 : 502, failure.getMessage());
    }
    if (cause instanceof TimeoutException) {
      return error(path, 504, "Ollama did not answer in time");
    }
    LOG.atError().setCause(cause).log("The door failed in an unexpected way");
    return error(path, CLIENT, "something failed here; the log of the service tells what");
  }

  static Answer error(String path, int status, String sentence) {
    if (!path.startsWith("/v1/")) {
      return Answer.json(status, Map.of("error", sentence));
    }
    var error = new LinkedHashMap<String, Object>();
    error.put("message", sentence);
    error.put(
        "type",
        status >= CLIENT ? "api_error" : TYPES.getOrDefault(status, "invalid_request_error"));
    error.put("param", com.fasterxml.jackson.databind.node.NullNode.getInstance());
    error.put("code", status >= CLIENT ? "upstream_error" : Integer.toString(status));
    return Answer.json(status, Map.of("error", error));
  }

  private static Answer withRetry(Answer answer, HttpProblem problem) {
    var headers = problem.headers();
    var more = answer;
    for (var header : headers.entrySet()) {
      more = more.with(header.getKey(), header.getValue());
    }
    return more;
  }
}
