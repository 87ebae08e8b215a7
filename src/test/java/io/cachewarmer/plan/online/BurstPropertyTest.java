package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BurstPropertyTest {

  private static final long FIVE_MINUTES = 300_000;
  private static final int BURST = 25;

  @Property(tries = 200)
  void inNoFiveMinutesAreThereMoreWarmsThanTheirBudgetAndABurst(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1) double budget,
      @ForAll @IntRange(min = 1, max = 60) int pauseSeconds) {
    var random = new SplittableRandom(seed);
    var burst = new Burst(budget, BURST);
    List<Long> accesses = new ArrayList<>();
    List<Long> warms = new ArrayList<>();
    long at = random.nextLong(10 * FIVE_MINUTES);
    boolean rush = false;
    for (int i = 0; i < 600; i++) {
      rush = random.nextInt(60) == 0 ? !rush : rush;
      at += rush ? random.nextInt(50) : random.nextInt(pauseSeconds * 1_000);
      if (random.nextInt(3) > 0) {
        burst.accessed(at);
        accesses.add(at);
      } else {
        for (int n = random.nextInt(12); n > 0 && burst.allows(at); n--) {
          burst.warmed(at);
          warms.add(at);
        }
      }
    }
    for (long from : edges(accesses, warms)) {
      assertThat((double) within(warms, from))
          .isLessThanOrEqualTo(budget * within(accesses, from) + BURST);
    }
  }

  /** Between two of them, what lies within five minutes does not become worse. */
  private static List<Long> edges(List<Long> accesses, List<Long> warms) {
    var edges = new ArrayList<>(warms);
    accesses.forEach(access -> edges.add(access + 1));
    warms.forEach(warm -> edges.add(warm - FIVE_MINUTES + 1));
    return edges;
  }

  private static long within(List<Long> times, long from) {
    return times.stream()
        .filter(time -> time >= from && time < from + FIVE_MINUTES)
        .count();
  }

  @Example
  void aBurstIsTwentyWarmsAtLeastAndGrowsWithTheDay() {
    var burst = new Burst(.25, 0);
    assertThat(burst.size()).isEqualTo(20);
    for (int i = 0; i < 10_000; i++) {
      burst.accessed(i * 8_640L * 3);
    }
    assertThat(burst.accessesPerDay()).isBetween(3_300.0, 3_400.0);
    assertThat(burst.size()).isBetween(.4 * .25 * 3_300, .5 * .25 * 3_400);
  }

  @Example
  void whatWasSpentIsForgivenAfterAWhile() {
    var burst = new Burst(.25, 20);
    burst.accessed(0);
    for (int i = 0; i < 20; i++) {
      assertThat(burst.allows(1_000)).isTrue();
      burst.warmed(1_000);
    }
    assertThat(burst.allows(2_000)).isFalse();
    assertThat(burst.allows(FIVE_MINUTES)).isFalse();
    assertThat(burst.allows(FIVE_MINUTES + 60_000)).isTrue();
  }
}
