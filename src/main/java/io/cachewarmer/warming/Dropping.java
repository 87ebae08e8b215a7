package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Dropped;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.cache.StoreUnavailable;
import io.vertx.core.Future;

/** Empties the cache, and the account of it. */
final class Dropping {

  private Dropping() {}

  /** Fails with a {@link Refusal} while the store is away: what it holds would come back with it. */
  static Future<Dropped> all(Parts parts) {
    return parts
        .cache()
        .clear()
        .onSuccess(entries -> {
          parts.memory().clear();
          parts.lastWarms().clear();
          parts.common().outdate();
        })
        .map(Dropped::new)
        .recover(
            cause -> Future.failedFuture(cause instanceof StoreUnavailable ? away(cause) : cause));
  }

  private static Refusal away(Throwable cause) {
    return new Refusal(
        Reason.OVERLOADED,
        "the cache cannot be cleared now: " + cause.getMessage() + "; try again");
  }
}
