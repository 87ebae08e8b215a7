package io.cachewarmer.forecast.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.rate.Horizon;
import io.cachewarmer.forecast.rate.ItemRates;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class WarmValuePropertyTest {

  private static final long DAY = 86_400_000;
  private static final long YEARS = 50 * 365 * DAY;

  private final WarmValue value = new WarmValue();

  @Property
  void aWarmSavesBetweenNothingAndOneMiss(
      @ForAll long seed,
      @ForAll @LongRange(min = 1_000, max = 7 * DAY) long ttl,
      @ForAll @LongRange(max = YEARS) long at,
      @ForAll @DoubleRange(min = .02, max = 1) double price) {
    var horizon = horizon(ttl, at);
    var expected = random(horizon, seed);
    double chance = 1 - Math.exp(-Arrays.stream(expected).sum());
    assertThat(value.of(expected, horizon, price)).isBetween(-1e-6, Math.min(1, chance) + 1e-6);
  }

  @Property
  void atAConstantRateItIsTheShareOfTheTimeThatIsPaidForByMisses(
      @ForAll @LongRange(min = 1_000, max = 7 * DAY) long ttl,
      @ForAll @LongRange(max = YEARS) long at,
      @ForAll @DoubleRange(min = .05, max = 5) double x) {
    var horizon = horizon(ttl, at);
    double closed = x / (1 + x);
    assertThat(value.of(constant(horizon, x), horizon, closed)).isCloseTo(closed, within(.03));
  }

  @Property
  void moreDemandIsWorthMore(
      @ForAll @LongRange(max = YEARS) long at,
      @ForAll @DoubleRange(min = .01, max = 3) double x,
      @ForAll @DoubleRange(min = .02, max = 1) double price) {
    var horizon = horizon(3_600_000, at);
    double less = value.of(constant(horizon, x), horizon, price);
    assertThat(value.of(constant(horizon, 1.3 * x), horizon, price)).isGreaterThan(less);
  }

  @Property
  void withoutDemandItIsWorthNothing(
      @ForAll @LongRange(max = YEARS) long at,
      @ForAll @DoubleRange(min = .02, max = 1) double price) {
    var horizon = horizon(3_600_000, at);
    assertThat(value.of(constant(horizon, 0), horizon, price)).isZero();
  }

  @Example
  void demandThatComesAfterTheExpiryIsNotServed() {
    var horizon = horizon(3_600_000, 0);
    var expected = constant(horizon, 0);
    Arrays.fill(expected, horizon.perTtl() + 1, horizon.steps() + 1, 3);
    assertThat(value.of(expected, horizon, .5)).isLessThan(.05);
  }

  @Example
  void whatWasAskedBeforeLeavesNoTrace() {
    var brief = horizon(3_600_000, 0);
    double first = value.of(constant(brief, 1), brief, .5);
    var lengthy = horizon(5 * DAY, 0);
    value.of(constant(lengthy, 3), lengthy, .1);
    assertThat(value.of(constant(brief, 1), brief, .5)).isEqualTo(first);
  }

  private static Horizon horizon(long ttl, long at) {
    var rates = new ItemRates(1, 1, ZoneOffset.UTC, ttl);
    rates.lookAhead(0, at, 0);
    return rates.horizon();
  }

  /** @param x accesses within a TTL */
  private static double[] constant(Horizon horizon, double x) {
    var expected = new double[horizon.steps() + 1];
    Arrays.fill(expected, x / horizon.perTtl());
    return expected;
  }

  private static double[] random(Horizon horizon, long seed) {
    var random = new SplittableRandom(seed);
    double scale = Math.pow(10, random.nextDouble() * 5 - 4);
    return random
        .doubles(horizon.steps() + 1)
        .map(dice -> dice * dice * dice * scale)
        .toArray();
  }
}
