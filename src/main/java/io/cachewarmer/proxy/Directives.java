package io.cachewarmer.proxy;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;

/**
 * What the client says of caching (RFC 9111, 5.2.1).
 *
 * @param noCache ask upstream, and keep the answer
 * @param noStore ask upstream, and keep nothing
 * @param onlyIfCached do not ask upstream
 * @param maxAgeSeconds the oldest answer that is welcome
 */
record Directives(boolean noCache, boolean noStore, boolean onlyIfCached, long maxAgeSeconds) {

  private static final String MAX_AGE = "max-age=";

  /** Whether an answer of that age is welcome; one of the same second is too old for {@code max-age=0}. */
  boolean welcomes(Duration age) {
    return maxAgeSeconds == Long.MAX_VALUE || age.compareTo(Duration.ofSeconds(maxAgeSeconds)) <= 0;
  }

  static Directives of(HttpServerRequest request) {
    boolean noCache = false;
    boolean noStore = false;
    boolean onlyIfCached = false;
    long maxAge = Long.MAX_VALUE;
    for (String field : request.headers().getAll(HttpHeaders.CACHE_CONTROL)) {
      for (String part : field.toLowerCase(Locale.ROOT).split(",", -1)) {
        String word = part.strip();
        noCache |= word.equals("no-cache");
        noStore |= word.equals("no-store");
        onlyIfCached |= word.equals("only-if-cached");
        if (word.startsWith(MAX_AGE)) {
          maxAge = seconds(word.substring(MAX_AGE.length()).replace("\"", "").strip());
        }
      }
    }
    return new Directives(noCache, noStore, onlyIfCached, maxAge);
  }

  /** What is no number asks for the freshest. */
  private static long seconds(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException wrong) {
      return 0;
    }
  }
}
