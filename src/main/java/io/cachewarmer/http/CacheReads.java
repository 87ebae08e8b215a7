package io.cachewarmer.http;

import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.vertx.core.Future;

/** Shows what is in the cache. Loads nothing, and does not count as demand. */
final class CacheReads {

  private final CacheStore cache;

  CacheReads(CacheStore cache) {
    this.cache = cache;
  }

  Future<Answer> show(Call call) {
    return cache.get(call.key()).map(found -> found
        .map(CacheStatus::hit)
        .orElseThrow(() -> HttpProblem.of(404, "this key is not in the cache")
            .with(CacheStatus.NAME, CacheStatus.URI_MISS)));
  }
}
