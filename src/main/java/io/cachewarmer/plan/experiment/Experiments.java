package io.cachewarmer.plan.experiment;

import io.cachewarmer.forecast.Arm;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Follows warms, and warms that were held out, to their end: was the first access of the key in that time a hit?
 * Of a key held out it is one only when demand itself had loaded it. The difference is what the strategy gained.
 *
 * <p>Bounded; one owner; not thread-safe.
 */
public final class Experiments {

  private static final int MOST_OPEN = 20_000;

  private static final class Trial {
    final String key;
    final Arm arm;
    final boolean held;
    final long fromMillis;
    final long untilMillis;
    final double loadMillis;
    boolean asked;
    boolean hit;

    Trial(String key, Arm arm, boolean held, long from, long until, double loadMillis) {
      this.key = key;
      this.arm = arm;
      this.held = held;
      this.fromMillis = from;
      this.untilMillis = until;
      this.loadMillis = loadMillis;
    }
  }

  private final boolean adapts;
  private final Map<String, Trial> open = new HashMap<>();
  private final ArrayDeque<Trial> byBegin = new ArrayDeque<>();
  private final Map<Arm, ArmTally> tallies = new EnumMap<>(Arm.class);

  /** @param adapts whether a strategy without lift gets a smaller share */
  public Experiments(boolean adapts) {
    this.adapts = adapts;
  }

  /** The key was warmed. */
  public void warmed(String key, Arm arm, long atMillis, long untilMillis, double loadMillis) {
    begin(new Trial(key, arm, false, atMillis, untilMillis, loadMillis));
  }

  /** The key would have been warmed, and was held out. */
  public void heldOut(String key, Arm arm, long atMillis, long untilMillis) {
    var running = open.get(key);
    if (running == null || running.untilMillis <= atMillis) {
      begin(new Trial(key, arm, true, atMillis, untilMillis, 0));
    }
  }

  /** Demand for the key; the first of a trial decides it. */
  public void asked(String key, long atMillis, boolean hit) {
    var trial = open.get(key);
    if (trial != null
        && !trial.asked
        && atMillis >= trial.fromMillis
        && atMillis < trial.untilMillis) {
      trial.asked = true;
      trial.hit = hit;
    }
  }

  /** How each strategy does, after the trials that are over by now. */
  public List<ArmResult> results(long nowMillis) {
    endUpTo(nowMillis);
    return Stream.of(Arm.values())
        .filter(tallies::containsKey)
        .map(arm -> tally(arm).result(arm, adapts))
        .toList();
  }

  /** Of its proposals the part that the strategy is given now, above 0 and at most 1. */
  public double share(Arm arm) {
    return tallies.containsKey(arm) ? tally(arm).result(arm, adapts).share() : 1;
  }

  private void begin(Trial trial) {
    endUpTo(trial.fromMillis);
    var before = open.put(trial.key, trial);
    if (before != null) {
      end(before, trial.fromMillis);
    }
    byBegin.add(trial);
    if (byBegin.size() > MOST_OPEN) {
      var eldest = byBegin.remove();
      open.remove(eldest.key, eldest);
    }
  }

  /** Trials last about equally long, so that they end in the order of their beginning. */
  private void endUpTo(long nowMillis) {
    while (!byBegin.isEmpty() && byBegin.peek().untilMillis <= nowMillis) {
      var over = byBegin.remove();
      if (open.remove(over.key, over)) {
        end(over, over.untilMillis);
      }
    }
  }

  private void end(Trial trial, long atMillis) {
    tally(trial.arm).ended(trial.held, trial.hit, trial.loadMillis, atMillis);
  }

  private ArmTally tally(Arm arm) {
    return tallies.computeIfAbsent(arm, any -> new ArmTally());
  }
}
