package io.cachewarmer.proxy;

import io.cachewarmer.cache.CachedValue;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * What an answer tells of the cache: {@code Cache-Status} (RFC 9211), {@code Age}, and {@code X-Cache} for
 * the eye. A miss says {@code stored} when its answer is kept once it is complete: the fields go out before
 * the end is known.
 */
final class CacheFields {

  private static final String STATUS = "Cache-Status";
  private static final String PLAIN = "X-Cache";

  private CacheFields() {}

  static void hit(HttpServerResponse response, CachedValue found) {
    long ttl = Math.max(0, found.left().toSeconds());
    response
        .putHeader(
            STATUS,
            "cache-warmer; hit; ttl=" + ttl + "; detail=" + found.source().label())
        .putHeader("Age", Long.toString(Math.max(0, found.age().toSeconds())))
        .putHeader(PLAIN, "HIT");
  }

  static void miss(HttpServerResponse response, boolean kept) {
    response.putHeader(STATUS, "cache-warmer; fwd=miss" + (kept ? "; stored" : ""));
    response.putHeader(PLAIN, "MISS");
  }

  /** @param status what is known of the answer that was to replace it */
  static void stale(HttpServerResponse response, Duration age, Duration ttl, String status) {
    long left = ttl.toSeconds() - age.toSeconds();
    response
        .putHeader(
            STATUS,
            "cache-warmer; fwd=stale" + status + "; ttl=" + left + "; detail=stale-if-error")
        .putHeader("Age", Long.toString(age.toSeconds()))
        .putHeader(PLAIN, "STALE");
  }

  static void failed(HttpServerResponse response, int status) {
    response.putHeader(STATUS, "cache-warmer; fwd=miss; fwd-status=" + status);
    response.putHeader(PLAIN, "MISS");
  }

  static void collapsed(HttpServerResponse response) {
    response.putHeader(STATUS, "cache-warmer; fwd=miss; collapsed");
    response.putHeader(PLAIN, "MISS");
  }

  static void bypass(HttpServerResponse response, String detail) {
    response.putHeader(STATUS, "cache-warmer; fwd=bypass; detail=" + detail);
    response.putHeader(PLAIN, "BYPASS");
  }
}
