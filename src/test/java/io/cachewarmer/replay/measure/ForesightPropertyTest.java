package io.cachewarmer.replay.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.replay.policy.Policies;
import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.Traces;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Only one policy may know what is still to come. */
class ForesightPropertyTest {

  private static final int ACCESSES = 400;
  private static final long TTL = 60_000;

  @Property(tries = 60)
  void whatIsDecidedDoesNotDependOnTheRestOfTheTraceNorOnTheWarmup(
      @ForAll long seed,
      @ForAll("whoDoNotKnow") Policies policy,
      @ForAll @IntRange(min = 0, max = 6) int capacity,
      @ForAll @IntRange(min = 1, max = ACCESSES - 1) int cut) {
    var whole = decide(policy, Traces.random(seed, ACCESSES, 20, 20_000), capacity, 0.5);
    var shortened = Traces.random(seed, cut, 20, 20_000);
    var part = decide(policy, shortened, capacity, 0.1);
    long end = shortened.timeAt(cut - 1);
    assertThat(before(end, part)).isEqualTo(before(end, whole));
  }

  @Provide
  Arbitrary<Policies> whoDoNotKnow() {
    return Arbitraries.of(Policies.class).filter(policy -> policy != Policies.CLAIRVOYANT);
  }

  private static List<Recorded.Row> before(long end, List<Recorded.Row> rows) {
    return rows.stream().filter(row -> row.atMillis() < end).toList();
  }

  private static List<Recorded.Row> decide(
      Policies policy, Trace trace, int capacity, double warmup) {
    var limit = capacity == 0 ? OptionalInt.empty() : OptionalInt.of(capacity);
    var setting = new Setting(TTL, 0.25, limit, OptionalLong.empty(), ZoneOffset.UTC);
    var log = new Recorded();
    Simulator.run(
        trace,
        setting,
        Evaluation.after(warmup, trace),
        decisions -> policy.create(trace, setting, decisions),
        log,
        done -> {});
    return log.rows;
  }
}
