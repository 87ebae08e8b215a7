package io.cachewarmer.http;

import io.cachewarmer.bus.Message.CancelRun;
import io.cachewarmer.bus.Message.DescribeRun;
import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunState;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.http.answer.Answer;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Shows and cancels a warming run. */
final class Runs {

  /**
   * A run as clients see it.
   *
   * @param progress share of the candidates that are settled, 0 to 1
   */
  record Shown(
      String id,
      String state,
      String trigger,
      String strategy,
      long startedAt,
      double progress,
      int totalCandidates,
      int warmedItems,
      int failedItems,
      int skippedItems,
      long memoryUsed,
      long duration,
      Map<String, Integer> warmedBy,
      List<String> errors) {}

  private final EventBus bus;

  Runs(EventBus bus) {
    this.bus = bus;
  }

  Future<Answer> show(Call call) {
    return Topics.DESCRIBE_RUN
        .request(bus, new DescribeRun(call.key()))
        .map(run -> Answer.json(200, shown(run)));
  }

  Future<Answer> cancel(Call call) {
    return Topics.CANCEL_RUN
        .request(bus, new CancelRun(call.key()))
        .map(run -> Answer.json(200, shown(run)));
  }

  static Shown shown(Run run) {
    int settled = run.warmed() + run.failed() + run.skipped();
    double progress = run.totalCandidates() > 0
        ? Math.min(1, (double) settled / run.totalCandidates())
        : run.state() == RunState.RUNNING ? 0 : 1;
    return new Shown(
        run.id(),
        label(run.state()),
        run.trigger().name().toLowerCase(Locale.ROOT),
        run.strategy(),
        run.startedAtMillis(),
        progress,
        run.totalCandidates(),
        run.warmed(),
        run.failed(),
        run.skipped(),
        run.memoryUsed(),
        run.durationMillis(),
        byArm(run.warmedBy()),
        run.errors());
  }

  static String label(RunState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** The same counts by the arm's word, in the order of the alphabet. */
  static <N extends Number> Map<String, N> byArm(Map<Arm, N> counts) {
    var byLabel = new TreeMap<String, N>();
    counts.forEach((arm, count) -> byLabel.put(arm.label(), count));
    return byLabel;
  }
}
