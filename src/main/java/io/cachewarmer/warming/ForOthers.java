package io.cachewarmer.warming;

import io.cachewarmer.bus.ClusterMessage.ItemWarmed;
import io.cachewarmer.bus.ClusterMessage.WarmItem;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.config.Config;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.RefreshAhead;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

/**
 * Warms items of this node that others were asked for. What this node has just loaded by itself is not loaded
 * again.
 */
final class ForOthers {

  private final EventBus bus;
  private final Ownership ownership;
  private final CacheStore cache;
  private final long refreshAheadMillis;
  private final WarmRun.Tools tools;

  ForOthers(
      EventBus bus,
      Ownership ownership,
      CacheStore cache,
      Config.Warming config,
      WarmRun.Tools tools) {
    this.bus = bus;
    this.ownership = ownership;
    this.cache = cache;
    this.refreshAheadMillis =
        RefreshAhead.millis(config.ttl().toMillis(), config.interval().toMillis());
    this.tools = tools;
  }

  /** Completes when the others can ask; at once on a node that is alone. */
  Future<Void> serve() {
    return ownership.self().isEmpty()
        ? Future.succeededFuture()
        : ClusterTopics.WARM_ITEM.serve(bus, ownership.self(), this::warm).known();
  }

  private Future<ItemWarmed> warm(WarmItem wanted) {
    return isFresh(wanted)
        .compose(
            fresh -> fresh ? Future.succeededFuture(new ItemWarmed("", true, 0, "")) : load(wanted))
        .otherwise(ForOthers::failed);
  }

  private Future<Boolean> isFresh(WarmItem wanted) {
    return wanted.force()
        ? Future.succeededFuture(false)
        : cache
            .millisLeft(List.of(wanted.key()))
            .map(left -> left.get(0) > refreshAheadMillis)
            .otherwise(false);
  }

  private Future<ItemWarmed> load(WarmItem wanted) {
    var candidate = new Candidate(wanted.key(), List.of(), 0, 0, 0, wanted.worth(), true);
    return tools.load(candidate, Questions.none()).compose(fetched -> {
      var stored = tools.store(candidate, fetched);
      tools.flush();
      return stored.map(
          outcome -> new ItemWarmed("", outcome.stored(), outcome.bytes(), outcome.problem()));
    });
  }

  private static ItemWarmed failed(Throwable cause) {
    var why = WarmFailure.of(cause);
    var kind =
        cause instanceof OriginFailure failure ? failure.kind() : OriginFailure.Kind.UNAVAILABLE;
    return new ItemWarmed(Handing.word(kind), false, 0, why.sentence());
  }
}
