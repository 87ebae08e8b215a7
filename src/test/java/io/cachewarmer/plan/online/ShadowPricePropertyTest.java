package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.StateTape;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ShadowPricePropertyTest {

  private static final int BURST = 30;

  @Property(tries = 100)
  void whoeverBuysWhatItAffordsStaysWithinTheBudget(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 2) double budget,
      @ForAll @IntRange(min = 1, max = 60) int pauseSeconds,
      @ForAll @DoubleRange(min = 0, max = 1) double eager) {
    var random = new SplittableRandom(seed);
    var price = new ShadowPrice(budget, new Burst(budget, BURST));
    long at = 0;
    int warms = 0;
    for (int accesses = 1; accesses <= 3_000; accesses++) {
      at += random.nextInt(pauseSeconds * 1_000);
      price.accessed(at);
      while (random.nextDouble() < eager && price.affords(at) && warms < 10_000) {
        price.warmed(at);
        warms++;
      }
      assertThat(price.price()).isBetween(.02 - 1e-12, 1.0);
      assertThat((double) warms).isLessThanOrEqualTo(budget * accesses + BURST);
    }
  }

  @Property(tries = 30)
  void warmsAsGoodAsTheirPriceUseUpTheBudgetAndNoMore(
      @ForAll long seed, @ForAll @DoubleRange(min = .05, max = .8) double budget) {
    assertThat(spentInTheLatterHalf(seed, budget)).isBetween(.88 * budget, budget);
  }

  @Example
  void notOneWarmMoreThanTheBudgetIsMadeInTheLatterHalf() {
    assertThat(spentInTheLatterHalf(-3, .22)).isLessThanOrEqualTo(.22);
  }

  private static double spentInTheLatterHalf(long seed, double budget) {
    var random = new SplittableRandom(seed);
    var price = new ShadowPrice(budget, new Burst(budget, 0));
    long at = 0;
    int warms = 0;
    for (int accesses = 0; accesses < 40_000; accesses++) {
      at += 10_000;
      price.accessed(at);
      if (random.nextDouble() >= price.price() && price.affords(at)) {
        price.warmed(at);
        warms += accesses >= 20_000 ? 1 : 0;
      }
    }
    return warms / 20_000.0;
  }

  @Example
  void withoutABudgetNothingIsAffordable() {
    var price = new ShadowPrice(0, new Burst(0, BURST));
    price.accessed(1);
    assertThat(price.affords(1)).isFalse();
  }

  @Example
  void whatNobodyWantsGetsCheapAndWhatAllWantDear() {
    var idle = new ShadowPrice(.25, new Burst(.25, 0));
    for (int i = 0; i < 20_000; i++) {
      idle.accessed(i * 60_000L);
    }
    assertThat(idle.price()).isCloseTo(.02, org.assertj.core.api.Assertions.within(1e-9));
    var wanted = new ShadowPrice(.25, new Burst(.25, 10_000));
    for (int i = 0; i < 2_000; i++) {
      wanted.accessed(i * 60_000L);
      wanted.warmed(i * 60_000L);
    }
    assertThat(wanted.price()).isBetween(.95, 1.0);
  }

  @Example
  void aRestoredPriceGoesOnAsTheOldOne() {
    var price = new ShadowPrice(.25, new Burst(.25, 0));
    for (int i = 0; i < 500; i++) {
      price.accessed(i * 7_000L);
      if (i % 5 == 0) {
        price.warmed(i * 7_000L);
      }
    }
    var restored = new ShadowPrice(.25, new Burst(.25, 0));
    StateTape.of(price::state).restore(restored::state);
    price.accessed(3_600_000);
    restored.accessed(3_600_000);
    assertThat(restored.price()).isEqualTo(price.price());
    assertThat(StateTape.of(restored::state).sameAs(StateTape.of(price::state))).isTrue();
  }
}
