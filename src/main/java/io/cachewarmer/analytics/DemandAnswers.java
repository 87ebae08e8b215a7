package io.cachewarmer.analytics;

import io.cachewarmer.bus.Message.DemandCounts;
import io.cachewarmer.bus.Message.ExplainPattern;
import io.cachewarmer.bus.Message.Learned;
import io.cachewarmer.bus.Message.PatternFound;
import io.cachewarmer.bus.Message.Recall;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.popularity.DemandFigures;
import io.cachewarmer.popularity.SharedDemand;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.Set;

/** What is known of demand, in the words of the bus. */
final class DemandAnswers {

  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  private DemandAnswers() {}

  static void serve(EventBus bus, SharedDemand demand, Clock clock) {
    Topics.LEARN.serve(
        bus, ask -> Future.succeededFuture(new Learned(demand.snapshot(ask.atMillis()))));
    Topics.RECALL.serve(bus, ask -> Future.succeededFuture(recall(demand, ask)));
    Topics.EXPLAIN_PATTERN.serve(bus, ask -> Future.succeededFuture(explain(demand, ask)));
    Topics.COUNT_DEMAND.serve(
        bus, ask -> Future.succeededFuture(counts(demand.figures(clock.millis()))));
  }

  private static PatternFound explain(SharedDemand demand, ExplainPattern ask) {
    double exposure = demand.exposureDays(ask.atMillis()) * DAY_MILLIS;
    return new PatternFound(demand.find(ask.key(), ask.atMillis()), Math.round(exposure));
  }

  private static Learned recall(SharedDemand demand, Recall ask) {
    return new Learned(demand.snapshot(ask.atMillis(), Set.copyOf(ask.keys())));
  }

  private static DemandCounts counts(DemandFigures figures) {
    return new DemandCounts(
        figures.patterns(),
        figures.queries(),
        figures.groceries(),
        figures.accesses(),
        figures.averageResponseMillis(),
        figures.promptHitRatio(),
        figures.top().stream()
            .map(top -> new DemandCounts.Top(top.key(), top.score(), Math.round(top.count())))
            .toList());
  }
}
