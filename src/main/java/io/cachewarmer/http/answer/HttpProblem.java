package io.cachewarmer.http.answer;

import java.util.Map;

/**
 * A request that is answered with an error. Carries no stack: it is the client's affair, or it was
 * logged where it arose.
 */
public final class HttpProblem extends RuntimeException {

  private final int status;

  @SuppressWarnings("serial") // never serialised
  private final Map<String, String> headers;

  @SuppressWarnings("serial")
  private final Map<String, Object> members;

  private HttpProblem(
      int status, String detail, Map<String, String> headers, Map<String, Object> members) {
    super(detail, null, false, false);
    this.status = status;
    this.headers = headers;
    this.members = members;
  }

  public static HttpProblem of(int status, String detail) {
    return new HttpProblem(status, detail, Map.of(), Map.of());
  }

  public static HttpProblem invalid(String detail) {
    return of(400, detail);
  }

  /** Not now; the client may ask again after so many seconds. */
  public static HttpProblem later(int status, String detail, int seconds) {
    return of(status, detail).with("Retry-After", Integer.toString(seconds));
  }

  public HttpProblem with(String header, String value) {
    var more = new java.util.LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpProblem(status, detail(), more, members);
  }

  /** The same with further members in its document. */
  public HttpProblem telling(Map<String, Object> more) {
    return new HttpProblem(status, detail(), headers, more);
  }

  public int status() {
    return status;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public Map<String, String> headers() {
    return headers;
  }

  Map<String, Object> members() {
    return members;
  }
}
