package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.CacheNews;
import io.cachewarmer.bus.Message.Loaded;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.plan.Source;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.warming.upstream.Fetched;
import io.cachewarmer.warming.upstream.Loads;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads for readers who missed: once for all who wait, stored before it is answered, and answered even when
 * it could not be stored.
 */
final class LiveLoads {

  private static final Logger LOG = LoggerFactory.getLogger(LiveLoads.class);
  private static final int MOST_READERS = 10_000;

  private record Served(Buffer value, long askedAtTicks, double loadMillis, boolean joined) {

    Served toOneWhoJoined() {
      return new Served(value, askedAtTicks, loadMillis, true);
    }
  }

  private final Clock clock;
  private final CacheStore cache;
  private final Loads loads;
  private final PutBatcher puts;
  private final Memory memory;
  private final Lifetime lifetime;
  private final News news;
  private final LongAdder unstored;
  // From the look into the cache to the write: a reader who comes between must join, not load
  // again.
  private final Map<String, Future<Served>> underway = new HashMap<>();
  private int readers;

  LiveLoads(
      Clock clock,
      CacheStore cache,
      Loads loads,
      PutBatcher puts,
      Memory memory,
      Lifetime lifetime,
      News news,
      Telemetry telemetry) {
    this.clock = clock;
    this.cache = cache;
    this.loads = loads;
    this.puts = puts;
    this.memory = memory;
    this.lifetime = lifetime;
    this.news = news;
    this.unstored = telemetry.counter(Metric.UNSTORED_LOADS);
  }

  Future<Loaded> load(String key) {
    if (readers >= MOST_READERS) {
      return Future.failedFuture(new Refusal(
          Reason.OVERLOADED, "too many readers are waiting for the origin; try again soon"));
    }
    readers++;
    return youngEnough(key, clock.ticks())
        .onComplete(served -> readers--)
        .map(this::loaded)
        .recover(cause -> Future.failedFuture(refusal(cause)));
  }

  /**
   * A load may take longer than its value may live: who joined it too late waits for the next one, which
   * begins after this one has landed.
   */
  private Future<Served> youngEnough(String key, long readerTicks) {
    return join(key)
        .compose(served -> lifetime.covers(served.askedAtTicks, readerTicks)
            ? Future.succeededFuture(served)
            : join(key));
  }

  private Future<Served> join(String key) {
    var other = underway.get(key);
    if (other != null) {
      return other.map(served -> served.toOneWhoJoined());
    }
    var mine = look(key).compose(found -> serve(key, found));
    if (!mine.isComplete()) {
      underway.put(key, mine);
      mine.onComplete(served -> underway.remove(key));
    }
    return mine;
  }

  /**
   * Looks once more: between the reader's miss and this message another's load may have been stored. A cache
   * that cannot be asked is no reason not to answer.
   */
  private Future<Optional<CachedValue>> look(String key) {
    return cache.get(key).otherwise(cause -> Optional.empty());
  }

  private Future<Served> serve(String key, Optional<CachedValue> found) {
    var there = found.map(this::cached).or(() -> unwritten(key));
    if (there.isPresent()) {
      return Future.succeededFuture(there.get());
    }
    boolean joins = loads.underway(key);
    return loads
        .live(key)
        .compose(fetched -> joins ? Future.succeededFuture(fetched) : store(key, fetched))
        .map(fetched ->
            new Served(fetched.value(), fetched.askedAtTicks(), fetched.millis(), joins));
  }

  private Served cached(CachedValue found) {
    return new Served(found.value(), clock.ticks() - found.age().toNanos(), 0, true);
  }

  /** What waits for its batch is served like what is stored, and as long. */
  private Optional<Served> unwritten(String key) {
    return puts.unwritten(key)
        .filter(fetched -> lifetime.covers(fetched.askedAtTicks(), clock.ticks()))
        .map(fetched -> new Served(fetched.value(), fetched.askedAtTicks(), 0, true));
  }

  private Loaded loaded(Served served) {
    long age = TimeUnit.NANOSECONDS.toMillis(clock.ticks() - served.askedAtTicks);
    return new Loaded(served.value, served.loadMillis, served.joined, Math.max(0, age));
  }

  private Future<Fetched> store(String key, Fetched fetched) {
    var left = lifetime.left(fetched);
    if (Lifetime.isOver(left)) {
      unstored.increment();
      return Future.succeededFuture(fetched);
    }
    Buffer value = fetched.value();
    return cache
        .putAll(List.of(new CacheEntry(key, value, fetched.askedAtMillis(), left, Source.DEMAND)))
        .map(outcomes -> outcomes.get(0))
        .onSuccess(outcome -> {
          if (outcome.stored()) {
            // What a warmed entry occupied there is no longer held by warming.
            memory.remove(List.of(key));
            long now = clock.millis();
            news.stored(List.of(new CacheNews.Entry(key, now, now + left.toMillis())));
          } else {
            notStored(outcome.problem());
          }
        })
        .onFailure(cause -> notStored(String.valueOf(cause.getMessage())))
        .map(fetched)
        .otherwise(fetched);
  }

  private void notStored(String problem) {
    unstored.increment();
    LOG.atDebug().addKeyValue("problem", problem).log("A loaded value was answered but not stored");
  }

  private static Throwable refusal(Throwable cause) {
    if (cause instanceof OriginFailure failure) {
      var reason =
          switch (failure.kind()) {
            case UNKNOWN_ITEM -> Reason.UNKNOWN;
            case TIMEOUT -> Reason.GATEWAY_TIMEOUT;
            case UNAVAILABLE, INVALID_ANSWER -> Reason.BAD_GATEWAY;
          };
      return new Refusal(reason, failure.getMessage());
    }
    return cause;
  }
}
