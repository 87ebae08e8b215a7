package io.cachewarmer.cache.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.cache.NearCache;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A little heap in front of a store that nodes share, for the values that are asked for again and again. Each
 * is kept for a moment only, never past its own expiry. What is deleted here is told to the other nodes, and
 * what they delete is dropped here.
 */
public final class NearStore implements CacheStore, NearCache {

  private record Near(CachedValue value, long readAtTicks) {}

  private static final int OVERHEAD = 200;

  private final CacheStore store;
  private final Clock clock;
  private final Cache<String, Near> near;
  private final LongAdder hits;
  // Grows with everything that is dropped: what was being read meanwhile may be what was deleted.
  private final AtomicLong drops = new AtomicLong();
  private volatile Deletions others = keys -> {};

  /**
   * @param life how long a value is kept here
   * @param bytes that all of them may hold
   */
  public NearStore(CacheStore store, Duration life, long bytes, Clock clock, Telemetry telemetry) {
    this.store = store;
    this.clock = clock;
    this.near = Caffeine.newBuilder()
        .executor(Runnable::run)
        .ticker(clock::ticks)
        .expireAfterWrite(life)
        .maximumWeight(bytes)
        .weigher((String key, Near one) ->
            OVERHEAD + 2 * key.length() + one.value.value().length())
        .build();
    this.hits = telemetry.counter(Metric.NEAR_HITS);
    telemetry.gauge(
        Metric.NEAR_BYTES,
        () -> near.policy().eviction().map(e -> e.weightedSize().orElse(0)).orElse(0L));
  }

  @Override
  public void tell(Deletions listener) {
    others = listener;
  }

  @Override
  public void drop(Collection<String> keys) {
    drops.incrementAndGet();
    near.invalidateAll(keys);
  }

  @Override
  public void dropAll() {
    drops.incrementAndGet();
    near.invalidateAll();
  }

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    var found = Optional.ofNullable(near.getIfPresent(key)).flatMap(this::aged);
    if (found.isPresent()) {
      hits.increment();
      return Future.succeededFuture(found);
    }
    long asked = clock.ticks();
    long before = drops.get();
    return store
        .get(key)
        .onSuccess(read -> read.ifPresent(value -> keep(key, value, asked, before)));
  }

  private void keep(String key, CachedValue value, long askedAtTicks, long before) {
    near.put(key, new Near(copied(value, value.age(), value.left()), askedAtTicks));
    if (drops.get() != before) {
      near.invalidate(key);
    }
  }

  /** As old as it is by now; empty once it has expired. */
  private Optional<CachedValue> aged(Near one) {
    var since = Duration.ofNanos(clock.ticks() - one.readAtTicks);
    var value = one.value;
    var left = value.left().minus(since);
    return left.isNegative() || left.isZero()
        ? Optional.empty()
        : Optional.of(copied(value, value.age().plus(since), left));
  }

  /** A reader may write into the buffer that he is given. */
  private static CachedValue copied(CachedValue value, Duration age, Duration left) {
    return new CachedValue(value.value().copy(), age, left, value.source(), value.bytes());
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> entries) {
    var keys = entries.stream().map(CacheEntry::key).toList();
    drop(keys);
    return store.putAll(entries).onComplete(done -> drop(keys));
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> keys) {
    return store.millisLeft(keys);
  }

  @Override
  public Future<Integer> delete(Collection<String> keys) {
    drop(keys);
    return store.delete(keys).onComplete(done -> {
      drop(keys);
      if (!keys.isEmpty()) {
        others.deleted(keys);
      }
    });
  }

  @Override
  public Future<Integer> clear() {
    dropAll();
    return store.clear().onComplete(done -> {
      dropAll();
      others.deleted(List.of());
    });
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
    return store.bytesOf(key, value);
  }
}
