package io.cachewarmer.http;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.cache.WarmedEntry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store of what a test puts in; the door only reads. */
final class FakeStore implements CacheStore {

  final Map<String, CachedValue> values = new ConcurrentHashMap<>();
  volatile boolean down;

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    return down
        ? Future.failedFuture(new StoreUnavailable("gone"))
        : Future.succeededFuture(Optional.ofNullable(values.get(key)));
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> entries) {
    return Future.failedFuture("the door never writes");
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> keys) {
    return Future.failedFuture("not asked by the door");
  }

  @Override
  public Future<Integer> delete(Collection<String> keys) {
    return Future.failedFuture("the door never deletes");
  }

  @Override
  public Future<Integer> clear() {
    return Future.failedFuture("the door never clears");
  }

  @Override
  public Future<List<WarmedEntry>> recover() {
    return Future.failedFuture("not asked by the door");
  }

  @Override
  public Future<Void> ping() {
    return Future.succeededFuture();
  }

  @Override
  public long bytesOf(String key, Buffer value) {
    return value.length();
  }
}
