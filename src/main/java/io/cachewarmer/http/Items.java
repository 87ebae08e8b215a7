package io.cachewarmer.http;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.bus.Message.Load;
import io.cachewarmer.bus.Message.Loaded;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.json.Utf8;
import io.cachewarmer.http.record.RecordBatcher;
import io.cachewarmer.http.record.RecordMetrics;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads an item through the cache. A miss is loaded once for all who wait for it. What is read is
 * recorded as an access; the reader does not wait for that.
 */
final class Items {

  private static final double LONGEST_WAIT_MILLIS = 3_600_000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int LONGEST_NAME = 128;

  /** Who reads, as told in the query; empty when not told. */
  private record Reader(String userId, String sessionId) {}

  private final EventBus bus;
  private final CacheStore cache;
  private final Clock clock;
  private final RecordBatcher batcher;
  private final RecordMetrics metrics;

  Items(EventBus bus, CacheStore cache, Clock clock, RecordBatcher batcher, RecordMetrics metrics) {
    this.bus = bus;
    this.cache = cache;
    this.clock = clock;
    this.batcher = batcher;
    this.metrics = metrics;
  }

  Future<Answer> read(Call call) {
    var reader = new Reader(name(call, "userId"), name(call, "sessionId"));
    long began = clock.ticks();
    // A cache that cannot be asked is a miss: the origin still has the item.
    return cache
        .get(call.key())
        .recover(cause -> cause instanceof StoreUnavailable
            ? Future.succeededFuture(Optional.empty())
            : Future.failedFuture(cause))
        .compose(found -> found.isPresent()
            ? Future.succeededFuture(hit(call.key(), reader, found.get(), began))
            : load(call.key(), reader));
  }

  private Answer hit(String key, Reader reader, CachedValue found, long began) {
    double millis = (clock.ticks() - began) / NANOS_PER_MILLI;
    record(key, reader, millis, true, found.value().length());
    return CacheStatus.hit(found);
  }

  private Future<Answer> load(String key, Reader reader) {
    return Topics.LOAD.request(bus, new Load(key)).map(loaded -> {
      record(key, reader, loaded.loadMillis(), false, loaded.value().length());
      return miss(loaded);
    });
  }

  private static Answer miss(Loaded loaded) {
    return Answer.of(200, "application/json", loaded.value())
        .with(CacheStatus.NAME, loaded.joined() ? CacheStatus.COLLAPSED : CacheStatus.STORED)
        .with("Age", Long.toString(TimeUnit.MILLISECONDS.toSeconds(loaded.ageMillis())));
  }

  private void record(String key, Reader reader, double millis, boolean hit, int bytes) {
    var access = new ItemAccess(
        "",
        key,
        clock.millis(),
        Math.max(0, Math.min(millis, LONGEST_WAIT_MILLIS)),
        hit,
        "",
        List.of(),
        bytes,
        reader.userId,
        reader.sessionId);
    if (!batcher.add(access, metrics::kept, metrics::lost)) {
      metrics.lost();
    }
  }

  private static String name(Call call, String parameter) {
    var name = call.query().get(parameter);
    if (name.isPresent() && (name.get().isEmpty() || Utf8.length(name.get()) > LONGEST_NAME)) {
      throw HttpProblem.invalid(parameter + " must be 1 to " + LONGEST_NAME + " bytes of UTF-8");
    }
    return name.orElse("");
  }
}
