package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.StateTape;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SamplingPropertyTest {

  private static final int ROLLS = 20_000;

  @Property(tries = 50)
  void theShareFallsWithTheRootOfWhatWasLearnedToATenth(
      @ForAll @IntRange(min = 0, max = 10_000_000) int learned) {
    var sampling = new Sampling(new Dice(7));
    sampling.learned(learned);
    double wanted = Math.min(1, Math.max(.1, Math.sqrt(5_000.0 / Math.max(1, learned))));
    assertThat(habits(sampling)).isCloseTo(wanted, within(.02));
  }

  @Example
  void ofNeighboursAQuarterOfThatIsTaken() {
    var sampling = new Sampling(new Dice(7));
    int taken = 0;
    for (int i = 0; i < ROLLS; i++) {
      taken += sampling.takesNeighbour() ? 1 : 0;
    }
    assertThat((double) taken / ROLLS).isCloseTo(.25, within(.02));
  }

  @Example
  void itGoesOnAfterARestart() {
    var sampling = new Sampling(new Dice(7));
    sampling.learned(3_000_000);
    var copy = new Sampling(new Dice(7));
    StateTape.of(sampling::state).restore(copy::state);
    assertThat(habits(copy)).isCloseTo(.1, within(.02));
  }

  private static double habits(Sampling sampling) {
    int taken = 0;
    for (int i = 0; i < ROLLS; i++) {
      taken += sampling.takesHabit() ? 1 : 0;
    }
    return (double) taken / ROLLS;
  }
}
