package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.ExperimentResults;
import io.cachewarmer.bus.Message.HeldOut;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.experiment.ArmResult;
import io.cachewarmer.plan.experiment.HoldOut;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps prediction from the keys that are held out, and tells what it would have warmed of them; and from a part
 * of the proposals of a strategy that gains nothing. What people, schedules and the start ask for is not touched.
 */
final class HoldingOut {

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final HoldOut holdOut;
  private final EventBus bus;
  private final Clock clock;
  private final long ttlMillis;
  private volatile Map<Arm, Double> shares = Map.of();

  HoldingOut(double share, EventBus bus, Clock clock, Duration ttl) {
    this.holdOut = new HoldOut(share);
    this.bus = bus;
    this.clock = clock;
    this.ttlMillis = ttl.toMillis();
  }

  /** Takes over what is measured of the strategies. */
  void listen() {
    Topics.SHARES.subscribe(bus, results -> shares = shares(results));
  }

  boolean holds(Trigger trigger, String key) {
    return isPrediction(trigger) && holdOut.holds(key);
  }

  /**
   * The candidates, those beyond their strategy's share below the threshold; tells those held out that would have
   * been warmed.
   *
   * @param most warms of a run
   * @param left milliseconds for which cached keys are still fresh
   */
  List<Candidate> sift(Trigger trigger, List<Candidate> ranked, int most, Map<String, Long> left) {
    if (!isPrediction(trigger)) {
      return ranked;
    }
    long now = clock.millis();
    var held = ranked.stream()
        .filter(Candidate::admissible)
        .filter(c -> left.getOrDefault(c.key(), 0L) <= 0)
        .limit(most)
        .filter(c -> holdOut.holds(c.key()))
        .map(c -> new HeldOut.Key(c.key(), strongest(c), now, now + ttlMillis))
        .toList();
    if (!held.isEmpty()) {
      Topics.HELD_OUT.publish(bus, new HeldOut(held));
    }
    return ranked.stream()
        .map(c -> isBeyondItsShare(c, now) ? c.inadmissible() : c)
        .toList();
  }

  /** Each day other keys are chosen, so that none is left out for good. */
  private boolean isBeyondItsShare(Candidate candidate, long nowMillis) {
    double share = shares.getOrDefault(strongest(candidate), 1.0);
    return share < 1
        && new HoldOut(1 - share).holds(candidate.key() + '@' + nowMillis / DAY_MILLIS);
  }

  private static Arm strongest(Candidate candidate) {
    return candidate.reasons().isEmpty()
        ? Arm.PATTERN
        : candidate.reasons().get(0).strategy();
  }

  private static boolean isPrediction(Trigger trigger) {
    return trigger == Trigger.CYCLE || trigger == Trigger.EVENT;
  }

  private static Map<Arm, Double> shares(ExperimentResults results) {
    return results.strategies().stream()
        .collect(Collectors.toUnmodifiableMap(ArmResult::arm, ArmResult::share));
  }
}
