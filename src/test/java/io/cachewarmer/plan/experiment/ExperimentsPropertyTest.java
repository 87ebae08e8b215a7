package io.cachewarmer.plan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.Arm;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class ExperimentsPropertyTest {

  private static final long TTL = 3_600_000;

  @Property(tries = 50)
  void theShareOfKeysHeldOutIsTheOneAskedFor(@ForAll @DoubleRange(min = 0, max = 1) double share) {
    var holdOut = new HoldOut(share);
    int held = 0;
    for (int i = 0; i < 20_000; i++) {
      held += holdOut.holds("grocery:item-" + i) ? 1 : 0;
    }
    assertThat(held / 20_000.0).isCloseTo(share, within(.02));
  }

  @Property
  void aKeyIsHeldOutOrNotForGood(@ForAll String key) {
    var holdOut = new HoldOut(.5);
    assertThat(holdOut.holds(key)).isEqualTo(new HoldOut(.5).holds(key));
    assertThat(new HoldOut(0).holds(key)).isFalse();
    assertThat(new HoldOut(1).holds(key)).isTrue();
  }

  @Property(tries = 20)
  void theLiftIsWhatWarmingAdds(@ForAll Random random) {
    var experiments = new Experiments(true);
    long now = run(experiments, random, .6, .2);
    var result = experiments.results(now).get(0);
    assertThat(result.lift()).isCloseTo(.4, within(5 * result.deviation() + .01));
    assertThat(result.share()).isEqualTo(1);
  }

  @Property(tries = 20)
  void aStrategyThatAddsNothingGetsASmallerShareUnlessThatIsSwitchedOff(@ForAll Random random) {
    var adapting = new Experiments(true);
    run(adapting, new Random(random.nextLong()), .2, .8);
    assertThat(adapting.share(Arm.TIME)).isLessThan(1).isPositive();
    var fixed = new Experiments(false);
    run(fixed, random, .2, .8);
    assertThat(fixed.share(Arm.TIME)).isEqualTo(1);
  }

  @Example
  void nothingIsConcludedFromAFewTrials() {
    var experiments = new Experiments(true);
    experiments.warmed("a", Arm.PATTERN, 0, TTL, 20);
    experiments.heldOut("b", Arm.PATTERN, 0, TTL);
    experiments.asked("b", 1, true);
    assertThat(experiments.results(2 * TTL).get(0).lift()).isNegative();
    assertThat(experiments.share(Arm.PATTERN)).isEqualTo(1);
  }

  @Example
  void onlyTheFirstAccessWithinTheTimeDecides() {
    var experiments = new Experiments(true);
    experiments.warmed("a", Arm.PATTERN, 1_000, 1_000 + TTL, 20);
    experiments.asked("a", 999, true);
    experiments.asked("a", 2_000, false);
    experiments.asked("a", 3_000, true);
    var result = experiments.results(2 * TTL).get(0);
    assertThat(result.warms()).isEqualTo(1);
    assertThat(result.hits()).isZero();
    assertThat(result.loadMillis()).isEqualTo(20);
  }

  @Property(tries = 20)
  void openTrialsAreBounded(@ForAll @Size(min = 1, max = 3) String prefix) {
    var experiments = new Experiments(true);
    for (int i = 0; i < 50_000; i++) {
      experiments.warmed(prefix + i, Arm.RELATED, 0, TTL, 1);
    }
    assertThat(experiments.results(TTL).get(0).warms()).isLessThanOrEqualTo(20_000);
  }

  /** Trials of which so large a part is answered from the cache, warmed and held out. */
  private static long run(Experiments experiments, Random random, double warmed, double held) {
    long now = 0;
    for (int i = 0; i < 2_000; i++) {
      now += 60_000;
      boolean holds = i % 4 == 0;
      if (holds) {
        experiments.heldOut("k" + i, Arm.TIME, now, now + TTL);
      } else {
        experiments.warmed("k" + i, Arm.TIME, now, now + TTL, 10);
      }
      experiments.asked("k" + i, now + 1, random.nextDouble() < (holds ? held : warmed));
    }
    now += 2 * TTL;
    experiments.results(now);
    return now;
  }
}
