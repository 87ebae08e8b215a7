package io.cachewarmer.proxy;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.plan.Source;
import io.cachewarmer.plan.TtlJitter;
import io.cachewarmer.prompt.answer.AnswerRecord;
import io.cachewarmer.proxy.json.JsonMaps;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The cache as the door sees it: records of answers. A cache that cannot be asked is a miss. */
final class Shelf {

  private static final long PATIENCE_MILLIS = 500;

  /** A record that was found, with its age. */
  record Found(AnswerRecord record, CachedValue value) {}

  private final CacheStore cache;
  private final Duration ttl;
  private final TtlJitter jitter;

  Shelf(CacheStore cache, Duration ttl, TtlJitter jitter) {
    this.cache = cache;
    this.ttl = ttl;
    this.jitter = jitter;
  }

  Duration ttl() {
    return ttl;
  }

  /** Never fails. What is no record of ours is a miss. */
  Future<Optional<Found>> find(String key) {
    return cache
        .get(key)
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .map(found -> found.flatMap(Shelf::read))
        .otherwise(Optional.empty());
  }

  private static Optional<Found> read(CachedValue value) {
    try {
      return JsonMaps.read(value.value()).map(json -> new Found(AnswerRecord.of(json), value));
    } catch (IllegalArgumentException noRecord) {
      return Optional.empty();
    }
  }

  /**
   * Keeps an answer from when it was asked for.
   *
   * @param record as {@link #write} gives it
   * @return bytes that it occupies; 0 when it was not kept
   */
  Future<Long> keep(String key, Buffer record, long askedAtMillis, double usedUpMillis) {
    var left = jitter.apply(ttl).minusMillis((long) usedUpMillis);
    if (left.toMillis() < 1) {
      return Future.succeededFuture(0L);
    }
    var entry = new CacheEntry(key, record, askedAtMillis, left, Source.DEMAND);
    return cache.putAll(List.of(entry)).map(outcomes -> outcomes.get(0).bytes()).otherwise(0L);
  }

  Future<Integer> drop(List<String> keys) {
    return keys.isEmpty() ? Future.succeededFuture(0) : cache.delete(keys);
  }

  static Buffer write(AnswerRecord record) {
    return JsonMaps.write(record.toJson());
  }
}
