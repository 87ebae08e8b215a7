package io.cachewarmer.replay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.replay.policy.Policies;
import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.Traces;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ClairvoyantTest {

  private static final long TTL = 60_000;

  @Property(tries = 20)
  void itComesWithinHalfAPointOfTheBoundAndKeepsTheBudget(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.05, max = 0.5) double budget,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double warmup) {
    var trace = Traces.random(seed, 20_000, 600, 1000);
    var figures = figures(trace, budget, warmup, OptionalInt.empty());
    assertThat(figures.hitRatio()).isCloseTo(figures.boundHitRatio(), within(0.005));
    assertThat(figures.warmsPerAccess()).isLessThanOrEqualTo(budget);
    assertThat(figures.precision()).isEqualTo(1);
  }

  @Test
  void itNeedsNoMoreMemoryThanWhatIsAboutToBeUsed() {
    var trace = Traces.random(7, 20_000, 600, 1000);
    var roomy = figures(trace, 1, 0.5, OptionalInt.empty());
    var narrow = figures(trace, 1, 0.5, OptionalInt.of(150));
    assertThat(narrow.hitRatio()).isGreaterThan(roomy.hitRatio() - 0.01);
  }

  private static Figures figures(Trace trace, double budget, double warmup, OptionalInt capacity) {
    var setting = new Setting(TTL, budget, capacity, OptionalLong.empty(), ZoneOffset.UTC);
    var evaluation = Evaluation.after(warmup, trace);
    var outcome = Simulator.run(
        trace,
        setting,
        evaluation,
        decisions -> Policies.CLAIRVOYANT.create(trace, setting, decisions),
        new Recorded(),
        done -> {});
    return Figures.of(outcome, setting, evaluation, Baseline.hits(trace, TTL));
  }
}
