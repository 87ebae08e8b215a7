package io.cachewarmer.cache.heap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The cache in this process. Callable from any thread; every future is complete when it is returned.
 *
 * <p>Maintenance runs on the writing thread: on the default executor a burst of writes would exceed the
 * bound by half before evictions catch up, and an outcome could not tell whether the entry stayed.
 */
public final class HeapStore implements CacheStore {

  /**
   * What an entry costs beside its key and value: the map's node and table slot, the expiry's links,
   * the record, and the headers of string and arrays, on a 64-bit JVM with compressed references.
   */
  static final int OVERHEAD_BYTES = 200;

  private final Cache<String, HeapEntry> entries;
  private final Clock clock;
  private final long boundBytes;

  public HeapStore(long boundBytes, Clock clock, Telemetry telemetry) {
    this.clock = clock;
    this.boundBytes = boundBytes;
    var evictions = telemetry.counter(Metric.HEAP_EVICTIONS);
    this.entries = Caffeine.newBuilder()
        .maximumWeight(boundBytes)
        .weigher((String key, HeapEntry entry) -> entry.bytes())
        .expireAfter(new LifeOfEntry())
        .ticker(clock::ticks)
        .executor(Runnable::run)
        .evictionListener((key, entry, cause) -> {
          if (cause == RemovalCause.SIZE) {
            evictions.increment();
          }
        })
        .build();
    telemetry.gauge(Metric.HEAP_BYTES, this::bytesHeld);
  }

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    return Future.succeededFuture(
        Optional.ofNullable(entries.getIfPresent(key)).map(entry -> entry.at(clock.ticks())));
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> all) {
    return Future.succeededFuture(all.stream().map(this::put).toList());
  }

  private PutOutcome put(CacheEntry entry) {
    long bytes = bytesOf(entry.key(), entry.value());
    if (bytes > boundBytes || bytes > Integer.MAX_VALUE) {
      return PutOutcome.refused(
          "it takes %d bytes and the heap store holds %d at most; raise its bound"
              .formatted(bytes, boundBytes));
    }
    if (entry.ttl().isNegative() || entry.ttl().isZero()) {
      return PutOutcome.refused("its time to live is already over");
    }
    long now = clock.ticks();
    long age = Math.max(0, clock.millis() - entry.loadedAtMillis());
    var stored = new HeapEntry(
        entry.value().getBytes(),
        now - TimeUnit.MILLISECONDS.toNanos(age),
        now + TimeUnit.MILLISECONDS.toNanos(entry.ttl().toMillis()),
        entry.source(),
        (int) bytes);
    entries.put(entry.key(), stored);
    return quietly(entry.key()).filter(held -> held == stored).isPresent()
        ? PutOutcome.stored(bytes)
        : PutOutcome.refused(
            "the heap store is full of entries that are asked for more often; raise its bound");
  }

  /** The live entry, without counting as a use of it. */
  private Optional<HeapEntry> quietly(String key) {
    return Optional.ofNullable(entries.policy().getIfPresentQuietly(key));
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> keys) {
    long now = clock.ticks();
    return Future.succeededFuture(keys.stream()
        .map(key -> quietly(key).map(entry -> left(entry, now)).orElse(0L))
        .toList());
  }

  private static long left(HeapEntry entry, long now) {
    return TimeUnit.NANOSECONDS.toMillis(Math.max(0, entry.expiresAtTicks() - now));
  }

  @Override
  public Future<Integer> delete(Collection<String> keys) {
    return Future.succeededFuture(
        (int) keys.stream().filter(key -> entries.asMap().remove(key) != null).count());
  }

  @Override
  public Future<Integer> clear() {
    return delete(List.copyOf(entries.asMap().keySet()));
  }

  @Override
  public Future<List<WarmedEntry>> recover() {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Void> ping() {
    return Future.succeededFuture();
  }

  @Override
  public long bytesOf(String key, Buffer value) {
    return OVERHEAD_BYTES + key.getBytes(StandardCharsets.UTF_8).length + (long) value.length();
  }

  /** Bytes held now, expired entries not counted. */
  private double bytesHeld() {
    entries.cleanUp();
    return entries
        .policy()
        .eviction()
        .map(Policy.Eviction::weightedSize)
        .map(OptionalLong::getAsLong)
        .orElse(0L);
  }
}
