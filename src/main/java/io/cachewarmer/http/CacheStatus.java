package io.cachewarmer.http;

import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.http.answer.Answer;

/** The {@code Cache-Status} field of RFC 9211 and the {@code Age} of RFC 9111. */
final class CacheStatus {

  static final String NAME = "Cache-Status";
  static final String URI_MISS = "cache-warmer; fwd=uri-miss";
  static final String STORED = "cache-warmer; fwd=miss; stored";
  static final String COLLAPSED = "cache-warmer; fwd=miss; collapsed";

  private CacheStatus() {}

  /** A hit, with how long it may still be served and who had brought it. */
  static Answer hit(CachedValue found) {
    return Answer.of(200, "application/json", found.value())
        .with(
            NAME,
            "cache-warmer; hit; ttl="
                + Math.max(0, found.left().toSeconds())
                + "; detail="
                + found.source().label())
        .with("Age", Long.toString(Math.max(0, found.age().toSeconds())));
  }
}
