package io.cachewarmer.warming;

import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.grocery.GroceryItem;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many of the 100 most common articles are in the cache. The cache is asked at most every 2 s. */
final class CommonItems {

  private static final int MOST = 100;
  private static final long FRESH_TICKS = TimeUnit.SECONDS.toNanos(2);

  private final CacheStore cache;
  private final Clock clock;
  private final List<String> keys;
  private volatile int cached;
  private long askedAtTicks;

  CommonItems(CacheStore cache, Clock clock, Catalogue catalogue, Telemetry telemetry) {
    this.cache = cache;
    this.clock = clock;
    this.keys = catalogue.common(MOST).stream().map(GroceryItem::id).toList();
    outdate();
    telemetry.gauge(Metric.GROCERY_ITEMS_CACHED, () -> cached);
  }

  /** The next one who wants to know asks the cache. */
  void outdate() {
    askedAtTicks = clock.ticks() - FRESH_TICKS;
  }

  /** Never fails: when the cache cannot be asked nothing is known to be in it. */
  Future<Integer> count() {
    if (keys.isEmpty() || clock.ticks() - askedAtTicks < FRESH_TICKS) {
      return Future.succeededFuture(cached);
    }
    askedAtTicks = clock.ticks();
    return cache
        .millisLeft(keys)
        .map(left -> (int) left.stream().filter(millis -> millis > 0).count())
        .otherwise(0)
        .onSuccess(count -> cached = count);
  }
}
