package io.cachewarmer.cache;

import io.cachewarmer.plan.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A shared store with a reserve in this process for the time it is gone. Each call asks the shared
 * store first, which refuses at once while it is away, so that nothing need be switched back.
 *
 * <p>The reserve takes what was loaded on demand. Warmed values it does not take: a warming run that
 * filled it would report success, while the agents, who read the shared store, found nothing.
 */
public final class FallbackStore implements CacheStore {

  private final CacheStore shared;
  private final CacheStore reserve;

  public FallbackStore(CacheStore shared, CacheStore reserve) {
    this.shared = shared;
    this.reserve = reserve;
  }

  @Override
  public Future<Optional<CachedValue>> get(String key) {
    return shared
        .get(key)
        .recover(cause -> isGone(cause) ? reserve.get(key) : Future.failedFuture(cause));
  }

  @Override
  public Future<List<PutOutcome>> putAll(List<CacheEntry> entries) {
    return shared
        .putAll(entries)
        .compose(outcomes -> withoutOlderCopies(entries, outcomes))
        .recover(
            cause -> isGone(cause) ? putInReserve(entries, cause) : Future.failedFuture(cause));
  }

  /** What the shared store now holds must not give way to an older copy when it is gone again. */
  private Future<List<PutOutcome>> withoutOlderCopies(
      List<CacheEntry> entries, List<PutOutcome> outcomes) {
    return reserve.delete(entries.stream().map(CacheEntry::key).toList()).map(gone -> outcomes);
  }

  private Future<List<PutOutcome>> putInReserve(List<CacheEntry> entries, Throwable cause) {
    var demanded =
        entries.stream().filter(entry -> entry.source() == Source.DEMAND).toList();
    return reserve.putAll(demanded).map(taken -> {
      var next = taken.iterator();
      var outcomes = new ArrayList<PutOutcome>(entries.size());
      for (var entry : entries) {
        outcomes.add(
            entry.source() == Source.DEMAND
                ? next.next()
                : PutOutcome.refused(String.valueOf(cause.getMessage())));
      }
      return List.copyOf(outcomes);
    });
  }

  @Override
  public Future<List<Long>> millisLeft(List<String> keys) {
    return shared
        .millisLeft(keys)
        .recover(cause -> isGone(cause) ? reserve.millisLeft(keys) : Future.failedFuture(cause));
  }

  /** Fails while the shared store is gone: what it holds would come back with it. */
  @Override
  public Future<Integer> delete(Collection<String> keys) {
    return reserve
        .delete(keys)
        .compose(here -> shared.delete(keys).map(there -> Math.max(here, there)));
  }

  /** Fails while the shared store is gone, the reserve being cleared all the same. */
  @Override
  public Future<Integer> clear() {
    return reserve.clear().compose(here -> shared.clear().map(there -> here + there));
  }

  @Override
  public Future<List<WarmedEntry>> recover() {
    return shared.recover();
  }

  @Override
  public Future<Void> ping() {
    return shared.ping();
  }

  @Override
  public long bytesOf(String key, Buffer value) {
    return shared.bytesOf(key, value);
  }

  private static boolean isGone(Throwable cause) {
    return cause instanceof StoreUnavailable;
  }
}
