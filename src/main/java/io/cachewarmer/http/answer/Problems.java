package io.cachewarmer.http.answer;

import io.cachewarmer.bus.Refusal;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.http.json.JsonText;
import io.cachewarmer.http.json.MalformedJson;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which failure becomes which status, for all routes. What is our fault is logged with its stack, what
 * is the client's never is; neither tells the client more than a sentence.
 */
public final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String MEDIA_TYPE = "application/problem+json";
  private static final int SOON_SECONDS = 1;
  private static final int RUN_SECONDS = 5;

  private Problems() {}

  /** The answer to a failure that was met while serving that request. */
  public static Answer answer(HttpServerRequest request, Throwable failure) {
    var problem = problem(failure);
    if (problem.status() >= 500 && !(failure instanceof HttpProblem)) {
      log(request, problem.status(), failure);
    }
    return answer(problem);
  }

  public static Answer answer(HttpProblem problem) {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", "about:blank");
    document.put("title", HttpResponseStatus.valueOf(problem.status()).reasonPhrase());
    document.put("status", problem.status());
    document.put("detail", problem.detail());
    document.put("success", false);
    document.put("error", problem.detail());
    document.putAll(problem.members());
    return new Answer(problem.status(), MEDIA_TYPE, problem.headers(), JsonText.of(document));
  }

  static HttpProblem problem(Throwable failure) {
    if (failure instanceof HttpProblem problem) {
      return problem;
    }
    if (failure instanceof MalformedJson malformed) {
      return HttpProblem.invalid(String.valueOf(malformed.getMessage()));
    }
    if (failure instanceof Refusal refusal) {
      return refused(refusal);
    }
    if (failure instanceof StoreUnavailable) {
      return HttpProblem.later(503, "the cache cannot be asked now; try again", SOON_SECONDS);
    }
    if (failure instanceof TimeoutException
        || (failure instanceof ReplyException reply
            && reply.failureType() != ReplyFailure.RECIPIENT_FAILURE)) {
      return HttpProblem.later(503, "the service did not answer in time; try again", SOON_SECONDS);
    }
    return HttpProblem.of(500, "something failed here; the log of the service tells what");
  }

  private static HttpProblem refused(Refusal refusal) {
    String detail = String.valueOf(refusal.getMessage());
    int status = refusal.reason().code();
    return switch (refusal.reason()) {
      case BUSY -> HttpProblem.later(status, detail, RUN_SECONDS);
      case OVERLOADED -> HttpProblem.later(status, detail, SOON_SECONDS);
      case INVALID, UNKNOWN, BAD_GATEWAY, GATEWAY_TIMEOUT -> HttpProblem.of(status, detail);
    };
  }

  // The route's first segment only: a path holds keys, and keys are not for the log.
  private static void log(HttpServerRequest request, int status, Throwable failure) {
    String path = String.valueOf(request.path());
    int second = path.indexOf('/', 1);
    LOG.atError()
        .setCause(failure)
        .addKeyValue("method", request.method().name())
        .addKeyValue("route", second < 0 ? path : path.substring(0, second))
        .addKeyValue("status", status)
        .log("A request failed.");
  }
}
