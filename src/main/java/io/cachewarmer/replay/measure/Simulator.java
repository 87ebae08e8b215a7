package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.policy.Access;
import io.cachewarmer.replay.policy.Burst;
import io.cachewarmer.replay.policy.Decisions;
import io.cachewarmer.replay.policy.Policy;
import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.trace.Trace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * A cache that a policy governs, and the judge of its decisions. Within a millisecond, decisions
 * take effect in the order in which they are told; only the value of a warm waits for the next one.
 */
public final class Simulator implements Decisions {

  private static final int PROGRESS_STEP = 1 << 14;

  private final Trace trace;
  private final Decisions log;
  private final int capacity;
  private final Contents contents;
  private final Tally tally;
  private final BudgetAudit audit;
  private final Evaluation evaluation;
  private final Map<String, Integer> known = new HashMap<>();
  private int accesses;
  private long earliest;
  private long latest = Long.MIN_VALUE;
  private boolean makingRoom;

  private Simulator(Trace trace, Setting setting, Evaluation evaluation, Decisions log) {
    this.trace = trace;
    this.log = log;
    this.evaluation = evaluation;
    this.capacity = setting.capacity().orElse(Integer.MAX_VALUE);
    this.contents =
        new Contents(trace.items(), setting.ttlMillis(), setting.capacity().isPresent());
    this.tally = new Tally(
        trace.size(), setting.ttlMillis(), evaluation.first(), trace.timeAt(evaluation.first()));
    this.audit = new BudgetAudit(trace, setting.budget(), Burst.of(trace, setting));
  }

  /**
   * Replays a trace that is not empty. Fails with {@link PolicyFault} at the first decision against
   * the rules.
   *
   * @param policy makes the policy that tells its decisions there
   * @param log hears of each decision that was accepted
   * @param progress hears now and then how many accesses are done, and at the first that is evaluated
   */
  public static Outcome run(
      Trace trace,
      Setting setting,
      Evaluation evaluation,
      Function<Decisions, Policy> policy,
      Decisions log,
      IntConsumer progress) {
    var simulator = new Simulator(trace, setting, evaluation, log);
    return simulator.run(policy.apply(simulator), progress);
  }

  private Outcome run(Policy policy, IntConsumer progress) {
    long last = Long.MIN_VALUE;
    for (int i = 0; i < trace.size(); i++) {
      if (i % PROGRESS_STEP == 0 || i == evaluation.first()) {
        progress.accept(i);
      }
      long now = trace.timeAt(i);
      if (now > last) {
        latest = now - 1;
        policy.advance(now);
        last = now;
      }
      access(i, now, policy);
    }
    return outcome(policy);
  }

  private void access(int index, long now, Policy policy) {
    int item = trace.itemAt(index);
    // Items are numbered by first appearance, so the next number is the one that is new.
    if (item == known.size()) {
      known.put(trace.itemName(item), item);
    }
    long serving = contents.serving(item, now);
    boolean hit = serving != Contents.NONE;
    boolean beingWarmed = contents.isBeingWarmed(item, now);
    if (hit) {
      tally.hit(index, item, serving, now, beingWarmed);
    } else {
      tally.miss(item, beingWarmed);
      contents.miss(item, now);
    }
    accesses = index + 1;
    earliest = now;
    latest = now;
    makingRoom = !hit;
    policy.accessed(
        new Access(
            trace.itemName(item),
            trace.categoryAt(index),
            trace.sessionAt(index),
            trace.userAt(index),
            now),
        hit);
    makingRoom = false;
    requireRoom(now);
  }

  @Override
  public void warm(String item, long atMillis, Optional<String> evicted) {
    requireInOrder("warms", item, atMillis);
    int number = require(item);
    evicted.ifPresent(this::require);
    if (evicted.isPresent() && capacity == Integer.MAX_VALUE) {
      throw new PolicyFault("the policy evicts \"" + evicted.get() + "\" from unlimited memory");
    }
    tally.warm(number, atMillis, contents.isBeingWarmed(number, atMillis));
    audit.warmed(number, atMillis, accesses);
    contents.warm(number, atMillis);
    evicted.ifPresent(victim -> letGo(require(victim), atMillis));
    requireRoom(atMillis);
    log.warm(item, atMillis, evicted);
  }

  @Override
  public void evict(String item, long atMillis) {
    requireInOrder("evicts", item, atMillis);
    if (!makingRoom || capacity == Integer.MAX_VALUE) {
      throw new PolicyFault("the policy evicts \"" + item + "\" where no miss needs room");
    }
    letGo(require(item), atMillis);
    log.evict(item, atMillis);
  }

  private void letGo(int item, long atMillis) {
    tally.evicted(item);
    contents.evict(item, atMillis);
  }

  private int require(String item) {
    Integer number = known.get(item);
    if (number == null) {
      throw new PolicyFault("the policy names \"" + item + "\", which nobody has asked for yet");
    }
    return number;
  }

  private void requireInOrder(String does, String item, long atMillis) {
    if (accesses == 0 || atMillis < earliest || atMillis > latest) {
      throw new PolicyFault("the policy " + does + " \"" + item + "\" at " + atMillis
          + ", out of order: it may decide from " + earliest + " to " + latest + " now");
    }
    earliest = atMillis;
  }

  private void requireRoom(long now) {
    if (capacity != Integer.MAX_VALUE && contents.held(now) > capacity) {
      throw new PolicyFault("the policy holds " + contents.held(now) + " values at " + now
          + ", more than the capacity of " + capacity);
    }
  }

  private Outcome outcome(Policy policy) {
    int evaluated = trace.size() - evaluation.first();
    return new Outcome(
        evaluated,
        tally.evaluatedHits(),
        tally.staleServed(),
        tally.warms(),
        tally.useful(),
        tally.hits(),
        audit.complaints((double) tally.warms() / evaluated),
        policy.reliability());
  }
}
