package io.cachewarmer.http;

import io.cachewarmer.bus.Message.DescribeExperiments;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.plan.experiment.ArmResult;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

/** {@code GET /experiments}: which strategy earns its keep. */
final class Trials {

  /**
   * @param holdOut share of keys that prediction never warms
   * @param strategies those that have decided anything, over about a week
   */
  record Shown(double holdOut, boolean adaptsShares, List<Strategy> strategies) {}

  /**
   * @param hits of the warms that answered somebody before they ended
   * @param heldOut decisions that were not carried out, as their key is held out
   * @param lift hits a warm less hits a held out key; its deviation is one standard deviation
   * @param cost milliseconds that the origin worked for its warms
   * @param share of its proposals that it is given
   */
  record Strategy(
      String strategy,
      long warms,
      long hits,
      long heldOut,
      long heldOutHits,
      double lift,
      double deviation,
      double cost,
      double share) {}

  private final EventBus bus;
  private final double holdOut;
  private final boolean adapts;

  Trials(EventBus bus, double holdOut, boolean adapts) {
    this.bus = bus;
    this.holdOut = holdOut;
    this.adapts = adapts;
  }

  Future<Answer> show(Call call) {
    return Topics.DESCRIBE_EXPERIMENTS
        .request(bus, new DescribeExperiments())
        .map(results -> Answer.json(
            200,
            new Shown(
                holdOut,
                adapts,
                results.strategies().stream().map(Trials::shown).toList())));
  }

  private static Strategy shown(ArmResult result) {
    return new Strategy(
        result.arm().label(),
        Math.round(result.warms()),
        Math.round(result.hits()),
        Math.round(result.heldOut()),
        Math.round(result.heldOutHits()),
        result.lift(),
        result.deviation(),
        result.loadMillis(),
        result.share());
  }
}
