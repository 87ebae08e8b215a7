package io.cachewarmer.forecast.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class HorizonPropertyTest {

  private static final long YEARS = 50 * 365 * LocalTime.DAY;

  @Property
  void itsStepsTileTheTimeOfATtl(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = 1_000, max = 7 * LocalTime.DAY) long ttl,
      @ForAll @LongRange(max = YEARS) long at,
      @ForAll @DoubleRange(min = .01, max = 1_000) double perHour,
      @ForAll @DoubleRange(min = 0, max = 1) double part) {
    var horizon = horizon(zone, ttl);
    horizon.from(at);
    var expected = spread(horizon, constant(perHour));
    double all = perHour * ttl / LocalTime.HOUR;
    // The step is a whole number of milliseconds.
    double rounding = 1e-5 + (double) horizon.perTtl() / ttl;
    assertThat(horizon.withinTtl(expected)).isCloseTo(all, within(all * rounding));
    long millis = (long) (part * ttl);
    double some = perHour * millis / LocalTime.HOUR;
    assertThat(horizon.within(expected, millis)).isCloseTo(some, within(all * rounding));
  }

  @Property(tries = 300)
  void movingOnIsTheSameAsLookingAnew(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = 1_000, max = 7 * LocalTime.DAY) long ttl,
      @ForAll long seed) {
    var random = new SplittableRandom(seed);
    var moving = horizon(zone, ttl);
    var hourly = random.doubles(HourCounts.HOURS).toArray();
    long at = nearAChange(zone, random.nextLong(YEARS)) - 2 * moving.stepMillis();
    for (int i = 0; i < 12; i++) {
      int most = random.nextInt(4) == 0 ? moving.steps() + 3 : 2;
      at += random.nextLong(most * moving.stepMillis());
      moving.from(at);
      var anew = horizon(zone, ttl);
      anew.from(at);
      assertThat(spread(moving, hourly)).isEqualTo(spread(anew, hourly));
      assertThat(moving.rest()).isEqualTo(anew.rest()).isPositive().isLessThanOrEqualTo(1);
    }
  }

  @Property
  void noHourBearsOnItThatItDoesNotName(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = 1_000, max = 2 * LocalTime.DAY) long ttl,
      @ForAll @LongRange(max = YEARS) long anyTime,
      @ForAll @LongRange(min = -12 * LocalTime.HOUR, max = LocalTime.HOUR) long before) {
    var horizon = horizon(zone, ttl);
    horizon.from(nearAChange(zone, anyTime) + before);
    for (int last : new int[] {horizon.perTtl(), horizon.steps()}) {
      var hourly = constant(Double.NaN);
      for (int i = 0; i < horizon.hoursUpTo(last); i++) {
        hourly[(horizon.firstHour() + i) % HourCounts.HOURS] = 1;
      }
      var expected = new double[horizon.steps() + 1];
      horizon.spread(hourly, expected, 0, last);
      assertThat(Arrays.stream(expected).sum()).isNotNaN();
    }
  }

  @Property
  void whatLiesBeyondTheTtlDoesNotCountWithinIt(
      @ForAll @LongRange(min = 1_000, max = 7 * LocalTime.DAY) long ttl,
      @ForAll @LongRange(max = YEARS) long at) {
    var horizon = horizon(ZoneId.of("UTC"), ttl);
    horizon.from(at);
    var expected = spread(horizon, constant(1));
    Arrays.fill(expected, horizon.perTtl() + 1, expected.length, Double.NaN);
    assertThat(horizon.within(expected, ttl)).isNotNaN();
  }

  private static Horizon horizon(ZoneId zone, long ttl) {
    return new Horizon(new LocalTime(zone), new WeekRhythm(), ttl);
  }

  private static double[] spread(Horizon horizon, double[] hourly) {
    var expected = new double[horizon.steps() + 1];
    horizon.spread(hourly, expected, 0, horizon.steps());
    return expected;
  }

  private static double[] constant(double value) {
    var hourly = new double[HourCounts.HOURS];
    Arrays.fill(hourly, value);
    return hourly;
  }

  private static long nearAChange(ZoneId zone, long at) {
    var change = zone.getRules().nextTransition(Instant.ofEpochMilli(at));
    return change == null ? at : change.getInstant().toEpochMilli();
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
        .map(ZoneId::of);
  }
}
