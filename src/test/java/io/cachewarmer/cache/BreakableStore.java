package io.cachewarmer.cache;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store that a test can take away. */
final class BreakableStore implements CacheStore {

  private final CacheStore store;
  boolean gone;
  RuntimeException failure = new StoreUnavailable("the shared store is gone");

  BreakableStore(CacheStore store) {
    this.store = store;
  }

  private <T> Future<T> unlessGone(Supplier<Future<T>> call) {
    return gone ? Future.failedFuture(failure) : call.get();
  }

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    return unlessGone(() -> store.get(key));
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> entries) {
    return unlessGone(() -> store.putAll(entries));
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> keys) {
    return unlessGone(() -> store.millisLeft(keys));
  }

  @Override
  public Future<Integer> delete(Collection<String> keys) {
    return unlessGone(() -> store.delete(keys));
  }

  @Override
  public Future<Integer> clear() {
    return unlessGone(store::clear);
  }

  @Override
  public Future<List<WarmedEntry>> recover() {
    return unlessGone(store::recover);
  }

  @Override
  public Future<Void> ping() {
    return unlessGone(store::ping);
  }

  @Override
  public long bytesOf(String key, Buffer value) {
    return store.bytesOf(key, value);
  }
}
