package io.cachewarmer.cache.redis;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.ownership.Fence;
import io.cachewarmer.plan.Source;
import io.cachewarmer.redis.Guarded;
import io.cachewarmer.redis.RedisFailure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What warming writes in a cluster: only while the others count on this node, and only what it has loaded
 * since. What a reader waited for is written as ever; it is no younger for who loaded it.
 */
public final class FencedWrites {

  private final Fence fence;
  private final Guarded guarded;

  public FencedWrites(Fence fence, Guarded guarded) {
    this.fence = fence;
    this.guarded = guarded;
  }

  /** @param write sends entries by a way of sending commands */
  Future<List<PutOutcome>> put(
      List<CacheEntry> entries,
      Writing.Sending plain,
      BiFunction<List<CacheEntry>, Writing.Sending, Future<List<PutOutcome>>> write) {
    var demanded =
        entries.stream().filter(entry -> entry.source() == Source.DEMAND).toList();
    var warmed =
        entries.stream().filter(entry -> entry.source() != Source.DEMAND).toList();
    if (warmed.isEmpty()) {
      return write.apply(demanded, plain);
    }
    if (demanded.isEmpty()) {
      return putWarmed(warmed, write);
    }
    return write.apply(demanded, plain).compose(first -> putWarmed(warmed, write)
        .map(second -> merged(entries, first, second)));
  }

  private Future<List<PutOutcome>> putWarmed(
      List<CacheEntry> entries,
      BiFunction<List<CacheEntry>, Writing.Sending, Future<List<PutOutcome>>> write) {
    var pass = fence.pass();
    if (pass.isEmpty()) {
      return Future.succeededFuture(refused(entries));
    }
    long since = pass.get().sinceMillis();
    var young =
        entries.stream().filter(entry -> entry.loadedAtMillis() >= since).toList();
    if (young.isEmpty()) {
      return Future.succeededFuture(refused(entries));
    }
    Writing.Sending sending =
        commands -> guarded.whileHolding(pass.get().key(), pass.get().value(), commands);
    return write
        .apply(young, sending)
        .map(outcomes -> merged(entries, outcomes, entry -> entry.loadedAtMillis() >= since));
  }

  private static List<PutOutcome> refused(List<CacheEntry> entries) {
    return entries.stream()
        .map(entry -> PutOutcome.refused(RedisFailure.FENCED.sentence()))
        .toList();
  }

  private static List<PutOutcome> merged(
      List<CacheEntry> all, List<PutOutcome> outcomes, Function<CacheEntry, Boolean> written) {
    var next = outcomes.iterator();
    var merged = new ArrayList<PutOutcome>(all.size());
    for (var entry : all) {
      merged.add(
          written.apply(entry) ? next.next() : PutOutcome.refused(RedisFailure.FENCED.sentence()));
    }
    return merged;
  }

  private static List<PutOutcome> merged(
      List<CacheEntry> all, List<PutOutcome> demanded, List<PutOutcome> warmed) {
    var first = demanded.iterator();
    var second = warmed.iterator();
    return all.stream()
        .map(entry -> entry.source() == Source.DEMAND ? first.next() : second.next())
        .toList();
  }
}
