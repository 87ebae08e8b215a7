package io.cachewarmer.replay.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.replay.policy.Decisions;
import io.cachewarmer.replay.policy.Policies;
import io.cachewarmer.replay.policy.Policy;
import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.Traces;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What the simulator counts, anybody can count again from the trace and the decisions. */
class RecountPropertyTest {

  private static final long TTL = 1000;

  @Property(tries = 300)
  void aRecountAgreesWithUnlimitedMemory(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int accesses,
      @ForAll @IntRange(min = 1, max = 12) int items,
      @ForAll @IntRange(min = 1, max = 600) int pause,
      @ForAll @DoubleRange(min = 0, max = 0.9) double warmup) {
    var trace = Traces.random(seed, accesses, items, pause);
    agree(
        trace,
        warmup,
        OptionalInt.empty(),
        decisions -> new RandomPolicy(seed, TTL, OptionalInt.empty(), decisions));
  }

  @Property(tries = 300)
  void aRecountAgreesWithLimitedMemory(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int accesses,
      @ForAll @IntRange(min = 1, max = 12) int items,
      @ForAll @IntRange(min = 1, max = 600) int pause,
      @ForAll @IntRange(min = 1, max = 8) int capacity,
      @ForAll @DoubleRange(min = 0, max = 0.9) double warmup) {
    var trace = Traces.random(seed, accesses, items, pause);
    var limit = OptionalInt.of(capacity);
    agree(trace, warmup, limit, decisions -> new RandomPolicy(seed, TTL, limit, decisions));
  }

  @Property(tries = 200)
  void aRecountAgreesForEveryPolicy(
      @ForAll long seed,
      @ForAll Policies policy,
      @ForAll @IntRange(min = 1, max = 300) int accesses,
      @ForAll @IntRange(min = 1, max = 20) int items,
      @ForAll @IntRange(min = 0, max = 8) int capacity) {
    // A policy may warm at an access; the rows do not tell before which other of the same
    // millisecond.
    var trace = Traces.apart(seed, accesses, items, 300);
    var limit = capacity == 0 ? OptionalInt.empty() : OptionalInt.of(capacity);
    agree(trace, 0.5, limit, decisions -> policy.create(trace, setting(limit), decisions));
  }

  private static void agree(
      Trace trace, double warmup, OptionalInt capacity, Function<Decisions, Policy> policy) {
    var log = new Recorded();
    var evaluation = Evaluation.after(warmup, trace);
    var outcome = Simulator.run(trace, setting(capacity), evaluation, policy, log, done -> {});
    var recount =
        new Recount(trace, log.rows, TTL, evaluation.first(), capacity.orElse(Integer.MAX_VALUE));
    assertThat(outcome.hitAt().stream().boxed().toList()).isEqualTo(recount.hits);
    assertThat(outcome.hits()).isEqualTo(recount.evaluatedHits);
    assertThat(outcome.warms()).isEqualTo(recount.warms);
    assertThat(outcome.useful()).isEqualTo(recount.useful);
    assertThat(outcome.staleServed()).isZero();
    assertThat(recount.mostHeld).isLessThanOrEqualTo(capacity.orElse(Integer.MAX_VALUE));
  }

  private static Setting setting(OptionalInt capacity) {
    return new Setting(TTL, 0.25, capacity, OptionalLong.empty(), ZoneOffset.UTC);
  }
}
