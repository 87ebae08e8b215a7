package io.cachewarmer.cache;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A store that finds the answer to a learned question where it is kept. Items are kept by their own name. */
public final class AddressedStore implements CacheStore {

  private final CacheStore store;
  private final AnswerAddresses addresses;

  public AddressedStore(CacheStore store, AnswerAddresses addresses) {
    this.store = store;
    this.addresses = addresses;
  }

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    return store.get(addresses.of(key));
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> entries) {
    return store.putAll(entries.stream()
        .map(entry -> new CacheEntry(
            addresses.of(entry.key()),
            entry.value(),
            entry.loadedAtMillis(),
            entry.ttl(),
            entry.source()))
        .toList());
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> keys) {
    return store.millisLeft(keys.stream().map(addresses::of).toList());
  }

  @Override
  public Future<Integer> delete(Collection<String> keys) {
    return store.delete(keys.stream().map(addresses::of).toList());
  }

  @Override
  public Future<Integer> clear() {
    return store.clear();
  }

  @Override
  public Future<List<WarmedEntry>> recover() {
    return store.recover();
  }

  @Override
  public Future<Void> ping() {
    return store.ping();
  }

  @Override
  public long bytesOf(String key, Buffer value) {
    return store.bytesOf(addresses.of(key), value);
  }
}
