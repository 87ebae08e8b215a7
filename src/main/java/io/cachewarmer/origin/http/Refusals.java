package io.cachewarmer.origin.http;

import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** What a status, or a broken exchange, means to the callers of an origin. */
final class Refusals {

  private Refusals() {}

  static OriginFailure unknown() {
    return new OriginFailure(Kind.UNKNOWN_ITEM, "the origin knows no such item");
  }

  /** For every status but 200. */
  static OriginFailure ofStatus(Exchange.Answer answer) {
    int status = answer.status();
    if (status == 404 || status == 410) {
      return unknown();
    }
    if (status == 408 || status == 429 || status >= 500) {
      var retryAfter = answer.retryAfter().map(Refusals::seconds).orElse(Duration.ZERO);
      return new OriginFailure(
          Kind.UNAVAILABLE, "the origin answered with status " + status, retryAfter);
    }
    return new OriginFailure(
        Kind.INVALID_ANSWER, "the origin answered with status " + status + " instead of a value");
  }

  static OriginFailure of(Throwable cause) {
    if (cause instanceof OriginFailure failure) {
      return failure;
    }
    if (cause instanceof TimeoutException) {
      return new OriginFailure(Kind.TIMEOUT, "the origin did not answer in time", cause);
    }
    return new OriginFailure(
        Kind.UNAVAILABLE, "the origin could not be reached, or cut its answer off", cause);
  }

  /** RFC 9110, 10.2.3: delay-seconds. Its other form, a date, depends on their clock and is left aside. */
  private static Duration seconds(String field) {
    var digits = field.strip();
    return digits.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(digits)) : Duration.ZERO;
  }
}
