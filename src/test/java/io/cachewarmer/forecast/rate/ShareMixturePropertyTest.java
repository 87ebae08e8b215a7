package io.cachewarmer.forecast.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.StateTape;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ShareMixturePropertyTest {

  private static final long MINUTE = 60_000;
  private static final long START = 17_000 * LocalTime.DAY;
  private static final int ITEMS = 20;
  private static final int WEIGHTS = 5;

  private final ShareMixture mixture = new ShareMixture(ITEMS);
  private final SplittableRandom random = new SplittableRandom(1);
  private long at = START;

  @Property(tries = 100)
  void weightsStayADistributionAndFactorsFinite(@ForAll long seed) {
    var dice = new SplittableRandom(seed);
    var any = new ShareMixture(ITEMS);
    long now = START;
    for (int i = 0; i < 200; i++) {
      now += (long) Math.pow(10, dice.nextDouble() * 11.5);
      any.learn(dice.nextInt(1 + i / 10 % ITEMS), now, ITEMS);
      assertThat(Arrays.stream(weights(any)).sum()).isCloseTo(1, within(1e-9));
      assertThat(Arrays.stream(weights(any)).min().orElse(-1)).isPositive();
      assertThat(any.factor(dice.nextInt(ITEMS))).isFinite().isPositive();
    }
  }

  @Example
  void nothingIsKnownOfSharesBeforeAnythingWasAskedFor() {
    assertThat(mixture.factor(3)).isEqualTo(1);
  }

  @Example
  void aSteadyShopIsLeftAsItIs() {
    pass(40, 10 * MINUTE, false);
    for (int item = 0; item < 8; item++) {
      assertThat(mixture.factor(item)).isBetween(.75, 1.33);
    }
  }

  @Example
  void aReversalOfPopularityIsFollowedWithinADay() {
    pass(40, 10 * MINUTE, false);
    pass(1, 10 * MINUTE, true);
    assertThat(mixture.factor(ITEMS - 1)).isGreaterThan(2);
    assertThat(mixture.factor(0)).isLessThan(.8);
  }

  @Example
  void aFlashCrowdIsFollowedWithinMinutes() {
    pass(40, 10 * MINUTE, false);
    double before = mixture.factor(ITEMS - 1);
    for (int i = 0; i < 60; i++) {
      at += 5_000;
      mixture.learn(ITEMS - 1, at, ITEMS);
    }
    assertThat(mixture.factor(ITEMS - 1)).isGreaterThan(5 * before);
  }

  @Example
  void tenYearsOfSilenceLeaveFiniteShares() {
    pass(10, 10 * MINUTE, false);
    at += 3_650 * LocalTime.DAY;
    mixture.learn(1, at, ITEMS);
    for (int item = 0; item < ITEMS; item++) {
      assertThat(mixture.factor(item)).isFinite().isPositive();
    }
  }

  /** Skewed demand; reversed, the rarest items become the commonest. */
  private void pass(int days, long pause, boolean reversed) {
    long end = at + days * LocalTime.DAY;
    while (at < end) {
      at += pause;
      double dice = random.nextDouble();
      int item = (int) (dice * dice * ITEMS);
      mixture.learn(reversed ? ITEMS - 1 - item : item, at, ITEMS);
    }
  }

  private static double[] weights(ShareMixture mixture) {
    return StateTape.of(state -> mixture.state(state, ITEMS)).doubles(WEIGHTS);
  }
}
