package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Dropped;
import io.cachewarmer.bus.Message.Emptied;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;

/** Empties the cache, and the account of it. */
final class Dropping {

  private final EventBus bus;
  private final Parts parts;

  Dropping(EventBus bus, Parts parts) {
    this.bus = bus;
    this.parts = parts;
  }

  void serve() {
    Topics.DROP_CACHE.serve(bus, asked -> drop());
    // Of what another node has emptied nothing is there any more either.
    Topics.EMPTIED.subscribe(bus, emptied -> {
      if (!emptied.here()) {
        disown();
      }
    });
  }

  /** Fails with a {@link Refusal} while the store is away: what it holds would come back with it. */
  private Future<Dropped> drop() {
    return parts
        .cache()
        .clear()
        .onSuccess(entries -> {
          disown();
          Topics.EMPTIED.publish(bus, new Emptied(true));
        })
        .map(Dropped::new)
        .recover(
            cause -> Future.failedFuture(cause instanceof StoreUnavailable ? away(cause) : cause));
  }

  private void disown() {
    parts.memory().clear();
    parts.lastWarms().clear();
    parts.common().outdate();
  }

  private static Refusal away(Throwable cause) {
    return new Refusal(
        Reason.OVERLOADED,
        "the cache cannot be cleared now: " + cause.getMessage() + "; try again");
  }
}
