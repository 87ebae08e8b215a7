package io.cachewarmer.http;

import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Message.CheckHealth;
import io.cachewarmer.bus.Message.CountDemand;
import io.cachewarmer.bus.Message.DemandCounts;
import io.cachewarmer.bus.Message.DescribeOutcome;
import io.cachewarmer.bus.Message.DescribeWarming;
import io.cachewarmer.bus.Message.Health;
import io.cachewarmer.bus.Message.Health.Check;
import io.cachewarmer.bus.Message.Outcome;
import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.WarmingStatus;
import io.cachewarmer.bus.Topic;
import io.cachewarmer.bus.Topics;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the rooms tell of themselves, each asked at once and given two seconds; who does not answer
 * is missing, and named.
 */
record Figures(
    DemandCounts demand,
    WarmingStatus warming,
    Outcome outcome,
    Health health,
    List<Check> missing) {

  // Longer than the second that a checkup gives a dependency: else one that hangs would look like a
  // room that is silent, and a node that keeps events well would be called not ready.
  private static final long PATIENCE_MILLIS = 2_000;

  private static final DemandCounts NO_DEMAND = new DemandCounts(0, 0, 0, 0, 0, 0, List.of());
  private static final WarmingStatus NO_WARMING =
      new WarmingStatus(false, Optional.empty(), 0, 0, 0, 0);
  private static final Outcome NO_OUTCOME = new Outcome(0, 0, 0, 0, 0, 0, 0, Map.of());
  private static final Health NO_HEALTH = new Health(true, false, List.of());

  /** Figures of questions to language models. */
  record OllamaStats(long queriesTracked, double avgResponseTime, double cacheHitRate) {}

  record GroceryStats(long itemsTracked, int categoriesLoaded, int commonItemsCached) {}

  record TopItem(String itemId, double score, long accessCount) {}

  /** The {@code statistics} of {@code GET /health}. */
  record Statistics(
      int patternsTracked,
      long memoryUsage,
      @Nullable Long lastWarmingRun,
      boolean isWarming,
      List<TopItem> topItems,
      OllamaStats ollamaStats,
      GroceryStats groceryStats) {}

  static Future<Figures> gather(EventBus bus) {
    var missing = new ArrayList<Check>();
    var demand = ask(bus, Topics.COUNT_DEMAND, new CountDemand(), "analytics", NO_DEMAND, missing);
    var warming =
        ask(bus, Topics.DESCRIBE_WARMING, new DescribeWarming(), "warming", NO_WARMING, missing);
    var outcome =
        ask(bus, Topics.DESCRIBE_OUTCOME, new DescribeOutcome(), "outcome", NO_OUTCOME, missing);
    var health = health(bus, missing);
    return Future.all(demand, warming, outcome, health)
        .map(all -> new Figures(
            demand.result(),
            warming.result(),
            outcome.result(),
            health.result(),
            List.copyOf(missing)));
  }

  /** The health alone; not ready when nobody answers. */
  static Future<Health> health(EventBus bus, List<Check> missing) {
    return ask(bus, Topics.CHECK_HEALTH, new CheckHealth(), "monitoring", NO_HEALTH, missing);
  }

  private static <T extends Message, R extends Message> Future<R> ask(
      EventBus bus, Topic<T, R> topic, T question, String name, R nothing, List<Check> missing) {
    return topic
        .request(bus, question)
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .otherwise(cause -> {
          missing.add(new Check(name, false, "did not answer"));
          return nothing;
        });
  }

  boolean degraded() {
    return health.degraded() || !missing.isEmpty();
  }

  Statistics statistics(int categoriesLoaded) {
    return new Statistics(
        demand.patternsTracked(),
        warming.memoryUsed(),
        warming.lastRun().map(Figures::ended).orElse(null),
        warming.running(),
        demand.top().stream()
            .map(t -> new TopItem(t.key(), t.score(), t.count()))
            .toList(),
        new OllamaStats(
            demand.queriesTracked(), demand.averageResponseMillis(), demand.promptHitRatio()),
        new GroceryStats(demand.groceryTracked(), categoriesLoaded, warming.commonItemsCached()));
  }

  private static long ended(Run run) {
    return run.startedAtMillis() + run.durationMillis();
  }
}
