package io.cachewarmer.cache;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A store whose larger values are kept deflated. Readers of this port see nothing of it; readers of the
 * store beneath do, which is why items, that agents read for themselves, are left alone by default.
 *
 * <p>What was compressed is read back whatever the thresholds say now. A marked value that cannot be
 * inflated is a miss.
 */
public final class CompressedStore implements CacheStore {

  /** How the keys of language-model answers begin. */
  private static final String ANSWER_KEY = "llm:";

  private final CacheStore store;
  private final int itemsAbove;
  private final int answersAbove;
  private final Deflation deflation;

  /**
   * @param itemsAbove bytes above which an item is deflated; 0 = never
   * @param answersAbove the same for language-model answers
   * @param maxValueBytes the longest value that is served
   */
  public CompressedStore(CacheStore store, int itemsAbove, int answersAbove, int maxValueBytes) {
    this.store = store;
    this.itemsAbove = itemsAbove;
    this.answersAbove = answersAbove;
    this.deflation = new Deflation(maxValueBytes);
  }

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    return store.get(key).map(found -> found.flatMap(this::plain));
  }

  private Optional<CachedValue> plain(CachedValue found) {
    if (!Deflation.isMarked(found.value())) {
      return Optional.of(found);
    }
    return deflation
        .inflate(found.value())
        .map(value ->
            new CachedValue(value, found.age(), found.left(), found.source(), found.bytes()));
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> entries) {
    return store.putAll(entries.stream().map(this::asStored).toList());
  }

  private CacheEntry asStored(CacheEntry entry) {
    return new CacheEntry(
        entry.key(),
        asStored(entry.key(), entry.value()),
        entry.loadedAtMillis(),
        entry.ttl(),
        entry.source());
  }

  /** Deflated when that is worth it, and always where the value could be taken for a deflated one. */
  private Buffer asStored(String key, Buffer value) {
    if (Deflation.isMarked(value)) {
      return Deflation.deflate(value);
    }
    int above = key.startsWith(ANSWER_KEY) ? answersAbove : itemsAbove;
    if (above <= 0 || value.length() <= above) {
      return value;
    }
    var deflated = Deflation.deflate(value);
    return deflated.length() < value.length() ? deflated : value;
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> keys) {
    return store.millisLeft(keys);
  }

  @Override
  public Future<Integer> delete(Collection<String> keys) {
    return store.delete(keys);
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
    return store.bytesOf(key, asStored(key, value));
  }
}
