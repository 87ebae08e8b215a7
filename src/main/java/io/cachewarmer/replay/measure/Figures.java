package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.policy.Setting;
import java.util.BitSet;

/** The ratios of a replay, as they are reported. */
public record Figures(
    double hitRatio,
    double warmsPerAccess,
    double upstreamPerAccess,
    double precision,
    double lruHitRatio,
    double boundHitRatio,
    double capture) {

  /** @param baseline the hits of loading on demand into unlimited memory */
  public static Figures of(
      Outcome outcome, Setting setting, Evaluation evaluation, BitSet baseline) {
    double evaluated = outcome.evaluated();
    double hitRatio = outcome.hits() / evaluated;
    int end = Math.max(evaluation.first(), baseline.length());
    double lru = baseline.get(evaluation.first(), end).cardinality() / evaluated;
    double bound = Math.min(1, lru + setting.budget());
    return new Figures(
        hitRatio,
        outcome.warms() / evaluated,
        (outcome.evaluated() - outcome.hits() + outcome.warms()) / evaluated,
        outcome.warms() == 0 ? 0 : (double) outcome.useful() / outcome.warms(),
        lru,
        bound,
        bound > lru ? (hitRatio - lru) / (bound - lru) : 0);
  }
}
