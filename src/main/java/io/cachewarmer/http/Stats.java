package io.cachewarmer.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cachewarmer.bus.DoorMessage.DescribeDoor;
import io.cachewarmer.bus.DoorMessage.DoorStatus;
import io.cachewarmer.bus.Message.Outcome;
import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.http.Figures.Statistics;
import io.cachewarmer.http.answer.Answer;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The statistics of {@code /health}, and what warming was good for. */
final class Stats {

  /** Share of demand requests that were hits, by who had brought the value. */
  record HitRatio(double total, double warmed, double demand) {}

  record Demand(long accesses, long requests, long hits, long hitsOnWarmed) {}

  /**
   * @param accuracy warmed entries that were read before they expired / warmed entries
   * @param coverage misses that warming saved / those and the misses that remained
   * @param warms by the strongest arm behind them
   * @param wasted warmed entries that left unread
   * @param timeSaved milliseconds that readers did not wait
   */
  record Shown(
      @JsonUnwrapped Statistics base,
      Statistics statistics,
      Demand demand,
      HitRatio hitRatio,
      double accuracy,
      double coverage,
      Map<String, Long> warms,
      long wasted,
      double timeSaved,
      int entries,
      double warmsPerAccess,
      Runs.@Nullable Shown lastRun,
      Llm llm) {}

  /**
   * What the Ollama door has done since start.
   *
   * @param requests by outcome: hit, miss, collapsed, stale, bypass, error
   * @param skipped answers that were not kept, by reason
   */
  record Llm(
      Map<String, Long> requests, Map<String, Long> skipped, long tokensSaved, double timeSaved) {}

  private static final DoorStatus NO_DOOR = new DoorStatus(Map.of(), Map.of(), 0, 0);
  private static final long PATIENCE_MILLIS = 1_000;

  private final EventBus bus;
  private final ServiceView service;

  Stats(EventBus bus, ServiceView service) {
    this.bus = bus;
    this.service = service;
  }

  Future<Answer> show(Call call) {
    var door = Topics.DESCRIBE_DOOR
        .request(bus, new DescribeDoor())
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .otherwise(NO_DOOR);
    return Figures.gather(bus)
        .compose(figures -> door.map(status -> Answer.json(200, shown(figures, status))));
  }

  private Shown shown(Figures figures, DoorStatus door) {
    var statistics = figures.statistics(service.categoriesLoaded());
    var outcome = figures.outcome();
    return new Shown(
        statistics,
        statistics,
        new Demand(
            figures.demand().accesses(),
            outcome.demandRequests(),
            outcome.demandHits(),
            outcome.hitsOnWarmed()),
        hitRatio(outcome),
        outcome.accuracy(),
        outcome.coverage(),
        Runs.byArm(outcome.warmsBy()),
        outcome.wasted(),
        outcome.savedMillis(),
        figures.warming().entries(),
        figures.warming().budgetSpentPerAccess(),
        figures.warming().lastRun().map((Run run) -> Runs.shown(run)).orElse(null),
        new Llm(door.requests(), door.skipped(), door.savedTokens(), door.savedMillis()));
  }

  private static HitRatio hitRatio(Outcome outcome) {
    double requests = Math.max(1, outcome.demandRequests());
    return new HitRatio(
        outcome.demandHits() / requests,
        outcome.hitsOnWarmed() / requests,
        (outcome.demandHits() - outcome.hitsOnWarmed()) / requests);
  }
}
