package io.cachewarmer.forecast.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.StateTape;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class ItemRatesPropertyTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long HOUR = LocalTime.HOUR;
  private static final long DAY = LocalTime.DAY;
  private static final long START = 1_700_000_000_000L;
  private static final int ITEMS = 12;
  private static final int CATEGORIES = 3;

  @Property(tries = 150)
  void whatIsExpectedIsNeverNegativeAndAlwaysANumber(
      @ForAll long seed, @ForAll @LongRange(min = 1_000, max = 7 * DAY) long ttl) {
    var random = new SplittableRandom(seed);
    var rates = rates(ttl);
    long at = START;
    for (int i = 0; i < 150; i++) {
      at += (long) Math.pow(10, random.nextDouble() * 9.5);
      rates.learn(random.nextInt(ITEMS - 1), random.nextInt(CATEGORIES), at, ITEMS);
      long later = at + (long) Math.pow(10, random.nextDouble() * 11);
      int item = random.nextInt(ITEMS);
      assertThat(rates.lookAhead(item, later, 0)).isFinite().isNotNegative();
      for (double step : rates.further()) {
        assertThat(step).isFinite().isNotNegative();
      }
      rates.remember();
      assertThat(rates.perDay(item, later)).isFinite().isNotNegative();
    }
  }

  @Property(tries = 100)
  void aLookThatWantsMoreThanIsToComeMaySayNothingAndElseSaysTheSame(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 2) double least) {
    var rates = rates(HOUR);
    long at = learn(rates, seed, START, 300);
    for (int item = 0; item < ITEMS; item++) {
      double expected = rates.lookAhead(item, at, 0);
      double asked = rates.lookAhead(item, at, least);
      assertThat(asked).isIn(expected, 0.0);
      assertThat(asked > 0 || expected < least || expected == 0).isTrue();
    }
  }

  @Property(tries = 100)
  void whileItIsQuietNoTtlBringsSoMuch(
      @ForAll long seed, @ForAll @DoubleRange(min = .01, max = 2) double least) {
    var rates = rates(HOUR);
    long at = learn(rates, seed, START, 400);
    for (int item = 0; item < ITEMS; item++) {
      rates.lookAhead(item, at, 0);
      long until = rates.quietUntil(least);
      for (long then = at; then < Math.min(until, at + 20 * HOUR); then += HOUR / 4) {
        assertThat(rates.lookAhead(item, then, 0)).isLessThan(least);
      }
    }
  }

  @Property(tries = 30)
  void nothingIsExpectedOfAnItemThatNobodyAskedFor(@ForAll long seed) {
    var rates = rates(HOUR);
    assertThat(rates.lookAhead(ITEMS - 1, START, 0)).isZero();
    long at = learn(rates, seed, START, 100);
    assertThat(rates.lookAhead(ITEMS - 1, at, 0)).isZero();
    assertThat(rates.further()).containsOnly(0);
  }

  @Property(tries = 20)
  void evenDemandIsExpectedAsItComes(
      @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 10) double perHour) {
    var random = new SplittableRandom(seed);
    var rates = rates(HOUR);
    double all = 3 * perHour;
    double sum = 0;
    int looks = 0;
    for (double at = START; at < START + 30 * DAY; looks += at > START + 15 * DAY ? 1 : 0) {
      at += -Math.log(1 - random.nextDouble()) / all * HOUR;
      rates.learn(random.nextInt(3), 0, (long) at, 3);
      sum += at > START + 15 * DAY ? rates.lookAhead(looks % 3, (long) at, 0) : 0;
    }
    assertThat(sum / looks).isBetween(perHour / 1.3, perHour * 1.3);
  }

  @Example
  void anItemOfTheMorningIsExpectedInTheMorning() {
    var rates = new ItemRates(2, 1, ZoneId.of("UTC"), HOUR);
    long midnight = START / DAY * DAY;
    for (int day = 0; day < 30; day++) {
      for (int i = 0; i < 6; i++) {
        rates.learn(0, 0, midnight + day * DAY + 8 * HOUR + i * 600_000, 2);
      }
      for (int i = 0; i < 6; i++) {
        rates.learn(1, 0, midnight + day * DAY + 17 * HOUR + i * 600_000, 2);
      }
    }
    double morning = rates.lookAhead(0, midnight + 30 * DAY + 8 * HOUR, 0);
    double evening = rates.lookAhead(0, midnight + 30 * DAY + 17 * HOUR, 0);
    assertThat(morning).isGreaterThan(3 * evening).isGreaterThan(2);
  }

  @Property(tries = 100)
  void whatWasLookedAtBeforeLeavesNoTrace(
      @ForAll long seed,
      @ForAll @LongRange(min = 1_000, max = 10 * HOUR) long ttl,
      @ForAll @LongRange(min = -24 * HOUR, max = 3 * HOUR) long beforeTheChange) {
    long change =
        ZonedDateTime.of(2024, 3, 31, 1, 0, 0, 0, ZoneId.of("UTC")).toInstant().toEpochMilli();
    var rates = rates(ttl);
    learn(rates, seed, change - 20 * DAY, 300);
    long at = change + beforeTheChange;
    for (int item = 0; item < ITEMS; item++) {
      rates.lookAhead((item + 1) % ITEMS, at, 0);
      double first = rates.lookAhead(item, at, 0);
      double within = rates.within(ttl);
      rates.lookAhead((item + 2) % ITEMS, at, 0);
      assertThat(rates.lookAhead(item, at, 0)).isEqualTo(first);
      assertThat(rates.within(ttl)).isEqualTo(within);
    }
  }

  @Property(tries = 100)
  void whatIsKeptOfACategoryIsAsIfWorkedOutAnew(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var rates = rates(HOUR);
    var earlier = StateTape.of(state -> rates.state(state, ITEMS, CATEGORIES));
    long at = learn(rates, seed, START, 60);
    for (int i = 0; i < 40; i++) {
      if (random.nextInt(20) == 0) {
        earlier.restore(state -> rates.state(state, ITEMS, CATEGORIES));
      }
      if (random.nextInt(10) == 0) {
        rates.forget(random.nextInt(ITEMS));
      }
      at += random.nextInt(3) == 0 ? random.nextLong(DAY) : random.nextLong(10 * 60_000);
      int item = random.nextInt(ITEMS - 1);
      if (random.nextBoolean()) {
        rates.learn(item, random.nextInt(CATEGORIES), at, ITEMS);
      }
      var anew = rates(HOUR);
      StateTape.of(state -> rates.state(state, ITEMS, CATEGORIES))
          .restore(state -> anew.state(state, ITEMS, CATEGORIES));
      int looked = random.nextInt(ITEMS);
      rates.glimpse(random.nextInt(ITEMS), at + random.nextLong(DAY));
      assertThat(rates.lookAhead(looked, at, 0)).isEqualTo(anew.lookAhead(looked, at, 0));
      double least = random.nextDouble();
      assertThat(rates.quietUntil(least)).isEqualTo(anew.quietUntil(least));
      assertThat(rates.further()).isEqualTo(anew.further());
    }
  }

  @Property(tries = 20)
  void restoredRatesAreTheOldOnes(@ForAll long seed) {
    var rates = rates(HOUR);
    long at = learn(rates, seed, START, 500);
    var kept = StateTape.of(state -> rates.state(state, ITEMS, CATEGORIES));
    var restored = rates(HOUR);
    kept.restore(state -> restored.state(state, ITEMS, CATEGORIES));
    assertThat(learn(restored, seed + 1, at, 200)).isEqualTo(learn(rates, seed + 1, at, 200));
    var goneOn = StateTape.of(state -> rates.state(state, ITEMS, CATEGORIES));
    assertThat(StateTape.of(state -> restored.state(state, ITEMS, CATEGORIES)).sameAs(goneOn))
        .isTrue();
  }

  @Example
  void aForgottenItemIsNotExpected() {
    var rates = rates(HOUR);
    long at = learn(rates, 1, START, 200);
    rates.forget(0);
    assertThat(rates.lookAhead(0, at, 0)).isZero();
    assertThat(rates.lastAccess(0)).isZero();
  }

  private static ItemRates rates(long ttl) {
    return new ItemRates(ITEMS, CATEGORIES, BERLIN, ttl);
  }

  /** The last item is never asked for. */
  private static long learn(ItemRates rates, long seed, long start, int accesses) {
    var random = new SplittableRandom(seed);
    long at = start;
    for (int i = 0; i < accesses; i++) {
      at += random.nextInt(3_600_000);
      int item = random.nextInt(ITEMS - 1);
      rates.learn(item, item % CATEGORIES, at, ITEMS);
      rates.lookAhead(random.nextInt(ITEMS), at, 0);
      rates.remember();
    }
    return at;
  }
}
