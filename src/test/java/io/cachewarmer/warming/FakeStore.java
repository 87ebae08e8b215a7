package io.cachewarmer.warming;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.cache.WarmedEntry;
import io.cachewarmer.clock.Clock;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A store in a map, with the clock that it is given and an outage on demand. */
final class FakeStore implements CacheStore {

  private static final int OVERHEAD = 100;

  private record Kept(CacheEntry entry, long putAtMillis) {}

  final List<List<CacheEntry>> batches = new CopyOnWriteArrayList<>();
  final List<WarmedEntry> leftBehind = new CopyOnWriteArrayList<>();
  volatile boolean down;
  volatile boolean full;

  private final Clock clock;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  FakeStore(Clock clock) {
    this.clock = clock;
  }

  Optional<CacheEntry> entry(String key) {
    return Optional.ofNullable(kept.get(key)).filter(k -> left(k) > 0).map(Kept::entry);
  }

  int size() {
    return kept.size();
  }

  void lose(String key) {
    kept.remove(key);
  }

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    return ask(() -> Optional.ofNullable(kept.get(key)).filter(k -> left(k) > 0).map(this::value));
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> entries) {
    return ask(() -> {
      batches.add(List.copyOf(entries));
      var outcomes = new ArrayList<PutOutcome>();
      for (var entry : entries) {
        if (full) {
          outcomes.add(PutOutcome.refused("out of memory"));
        } else {
          kept.put(entry.key(), new Kept(entry, clock.millis()));
          outcomes.add(PutOutcome.stored(bytesOf(entry.key(), entry.value())));
        }
      }
      return outcomes;
    });
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> keys) {
    return ask(() -> keys.stream()
        .map(key -> kept.containsKey(key) ? Math.max(0, left(kept.get(key))) : 0L)
        .toList());
  }

  @Override
  public Future<Integer> delete(Collection<String> keys) {
    return ask(() -> (int) keys.stream().filter(key -> kept.remove(key) != null).count());
  }

  @Override
  public Future<Integer> clear() {
    return ask(() -> {
      int size = kept.size();
      kept.clear();
      return size;
    });
  }

  @Override
  public Future<List<WarmedEntry>> recover() {
    return ask(() -> List.copyOf(leftBehind));
  }

  @Override
  public Future<Void> ping() {
    return ask(() -> null);
  }

  @Override
  public long bytesOf(String key, Buffer value) {
    return key.length() + value.length() + OVERHEAD;
  }

  private long left(Kept k) {
    return k.putAtMillis + k.entry.ttl().toMillis() - clock.millis();
  }

  private CachedValue value(Kept k) {
    var entry = k.entry;
    return new CachedValue(
        entry.value(),
        Duration.ofMillis(clock.millis() - entry.loadedAtMillis()),
        Duration.ofMillis(left(k)),
        entry.source(),
        bytesOf(entry.key(), entry.value()));
  }

  private <T> Future<T> ask(Supplier<T> answer) {
    return down
        ? Future.failedFuture(new StoreUnavailable("down for the test"))
        : Future.succeededFuture(answer.get());
  }
}
