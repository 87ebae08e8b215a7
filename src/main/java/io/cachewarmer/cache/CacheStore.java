package io.cachewarmer.cache;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where values live until they expire. Keys are item ids or {@code llm:} and a SHA-256; a store adds
 * its own prefix. Callable from any event loop; futures complete on the caller's context.
 *
 * <p>A future fails only when the store cannot be asked ({@link StoreUnavailable}); a value that is
 * absent, expired or of a foreign type is a miss.
 */
public interface CacheStore {

  Future<Optional<CachedValue>> get(String key);

  /**
   * Writes all entries together, each to expire after its own time to live, replacing what was there.
   *
   * @return one outcome per entry, in their order; one entry's failure does not touch the others
   */
  Future<List<PutOutcome>> putAll(List<CacheEntry> entries);

  /** Milliseconds left to each key, in their order; 0 for a key that is absent. */
  Future<List<Long>> millisLeft(List<String> keys);

  /** Removes the keys; the number that were there. */
  Future<Integer> delete(Collection<String> keys);

  /** Removes every entry of ours and nothing else; the number that were there. */
  Future<Integer> clear();

  /** The warmed entries that an earlier life of this service left behind and that are still live. */
  Future<List<WarmedEntry>> recover();

  /** Succeeds when the store answers within its command timeout. */
  Future<Void> ping();

  /** What an entry occupies in this store, in bytes: key, value as stored, and overhead. */
  long bytesOf(String key, Buffer value);
}
