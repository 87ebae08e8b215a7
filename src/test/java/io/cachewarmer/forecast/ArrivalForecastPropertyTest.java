package io.cachewarmer.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cachewarmer.popularity.HourOfWeekProfile;
import java.time.ZoneId;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class ArrivalForecastPropertyTest {

  private static final double RANGE_END = 4_000_000_000_000d;

  @Property(tries = 300)
  void aProbabilityIsAlwaysOne(
      @ForAll("profiles") HourOfWeekProfile profile,
      @ForAll("moments") Moment moment,
      @ForAll @DoubleRange(min = 0.25, max = 20) double days,
      @ForAll @DoubleRange(min = 0.5, max = 1) double decay) {
    var item = Demand.pattern("p", "c", profile);
    var demand = Demand.at(moment).days(days).add(item).snapshot();
    double p = new ArrivalForecast(decay).probability(item, demand, moment);
    assertTrue(p >= 0 && p <= 1, () -> "probability " + p);
  }

  @Property(tries = 300)
  void aLongerLifeIsNeverLessLikelyToBeUsed(
      @ForAll("profiles") HourOfWeekProfile profile,
      @ForAll("moments") Moment moment,
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long longer) {
    var item = Demand.pattern("p", "c", profile);
    var demand = Demand.at(moment).add(item).snapshot();
    var outlook = new ArrivalForecast(0.95);
    var later = new Moment(moment.atMillis(), moment.zone(), moment.ttlMillis() + 900_000 + longer);
    // Both integrals are sums over their own grids; they agree within a step.
    double slack = 0.02 * outlook.outlook(demand, later).expected(item) + 1e-9;
    assertTrue(outlook.outlook(demand, later).expected(item) + slack
        >= outlook.outlook(demand, moment).expected(item));
  }

  @Property(tries = 200)
  void aWholeDayAheadBringsADaysRequests(
      @ForAll("profiles") HourOfWeekProfile profile, @ForAll @LongRange(max = 1_000_000) long at) {
    var moment = new Moment(1_700_000_000_000L + at * 1_000, ZoneId.of("UTC"), 86_400_000);
    var item = Demand.pattern("p", "c", profile);
    var demand = Demand.at(moment).days(8).add(item).snapshot();
    double expected = new ArrivalForecast(1).outlook(demand, moment).expected(item);
    assertEquals(item.count() / 8, expected, 0.02 * item.count() / 8 + 1e-9);
  }

  @Property(tries = 100)
  void whatIsNeverAskedForFadesAndAnEarlierRankIsLikelier(
      @ForAll @DoubleRange(min = 0.25, max = 20) double days,
      @ForAll @DoubleRange(min = 0.1, max = 20) double more,
      @ForAll @LongRange(min = 1, max = 99) long rank) {
    var moment = new Moment(1_700_000_000_000L, ZoneId.of("UTC"), 3_600_000);
    double now = new CommonPrior(moment, days).probability((int) rank);
    assertTrue(new CommonPrior(moment, days + more).probability((int) rank) < now);
    assertTrue(new CommonPrior(moment, days).probability((int) rank + 1) < now);
  }

  @Provide
  Arbitrary<HourOfWeekProfile> profiles() {
    return Arbitraries.floats()
        .between(0, 50)
        .array(float[].class)
        .ofSize(HourOfWeekProfile.HOURS)
        .map(hours -> HourOfWeekProfile.fromArray(Arrays.copyOf(hours, hours.length)));
  }

  @Provide
  Arbitrary<Moment> moments() {
    var zones = Arbitraries.of(
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")
        .map(ZoneId::of);
    var times = Arbitraries.longs().between(0, (long) RANGE_END);
    var lives = Arbitraries.longs().between(1_000, 14L * 86_400_000);
    return net.jqwik.api.Combinators.combine(times, zones, lives).as(Moment::new);
  }
}
