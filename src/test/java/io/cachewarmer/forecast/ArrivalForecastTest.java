package io.cachewarmer.forecast;

import static io.cachewarmer.forecast.Demand.HOUR;
import static io.cachewarmer.forecast.Demand.daily;
import static io.cachewarmer.forecast.Demand.flat;
import static io.cachewarmer.forecast.Demand.moment;
import static io.cachewarmer.forecast.Demand.pattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cachewarmer.popularity.HourOfWeekProfile;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ArrivalForecastTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final ArrivalForecast forecast = new ArrivalForecast(0.95);

  @Test
  void aSteadyKeyIsExpectedByItsRate() {
    var now = moment("2026-11-25T12:00", ZoneOffset.UTC);
    var milk = pattern("milk", "dairy", flat(480));
    var demand = Demand.at(now).days(20).add(milk).snapshot();
    double perHour = 480.0 / 20 / 24;
    assertEquals(1 - Math.exp(-perHour), forecast.probability(milk, demand, now), 0.01);
  }

  @Test
  void aMorningKeyIsExpectedInTheMorning() {
    var milk = pattern("milk", "dairy", daily(600, 7, 8));
    var morning = moment("2026-11-25T07:30", BERLIN);
    var evening = moment("2026-11-25T19:30", BERLIN);
    var demand = Demand.at(evening).days(10).add(milk).snapshot();
    assertTrue(forecast.probability(milk, demand, morning) > 0.99);
    assertTrue(forecast.probability(milk, demand, evening) < 0.2);
  }

  @Test
  void aKeySeenTwiceIsExpectedWhenItsCategoryIsAskedFor() {
    var rare = pattern("brie", "dairy", daily(2, 3));
    var now = moment("2026-11-25T17:30", ZoneOffset.UTC);
    var demand = Demand.at(now)
        .add(pattern("milk", "dairy", daily(5_000, 17, 18)))
        .add(rare)
        .snapshot();
    var night = moment("2026-11-25T03:00", ZoneOffset.UTC);
    assertTrue(
        forecast.probability(rare, demand, now) > 5 * forecast.probability(rare, demand, night));
  }

  @Test
  void theFirstHourIsNotTakenForADay() {
    var now = moment("2026-11-25T12:00", ZoneOffset.UTC);
    var milk = pattern("milk", "dairy", daily(30, 9, 10, 11));
    var demand = Demand.at(now).days(0.25).add(milk).snapshot();
    double x = forecast.outlook(demand, now).expected(milk);
    assertTrue(x > 1 && x < 10, () -> "30 requests in 6 hours are about 5 an hour, not " + x);
  }

  @Test
  void localHoursFollowTheClocksThroughBothChanges() {
    // The hour 02:00-03:00 is skipped on 29 March and comes twice on 25 October.
    var three = pattern("p", "c", daily(10_000, 3));
    var springBefore = moment("2026-03-29T01:30", BERLIN);
    var ordinary = moment("2026-03-25T01:30", BERLIN);
    var demand = Demand.at(ordinary).days(5).add(three).snapshot();
    double onTheDay = forecast.outlook(demand, springBefore).expected(three);
    double before = forecast.outlook(demand, ordinary).expected(three);
    assertTrue(onTheDay > before + 5, "half an hour after the gap it is past three");

    var two = pattern("q", "c", daily(10_000, 2));
    var autumn = new Moment(moment("2026-10-25T01:00", BERLIN).atMillis(), BERLIN, 4 * HOUR);
    var usual = new Moment(moment("2026-10-21T01:00", BERLIN).atMillis(), BERLIN, 4 * HOUR);
    var october = Demand.at(usual).days(5).add(two).snapshot();
    double twice = forecast.outlook(october, autumn).expected(two);
    double once = forecast.outlook(october, usual).expected(two);
    assertTrue(twice > 1.5 * once, "the hour that comes twice brings twice as many");
  }

  @Test
  void theRateIsContinuousOverMidnight() {
    var late = pattern("p", "c", daily(1_000, 23, 0));
    var demand = Demand.at("2026-11-25T12:00", BERLIN).days(20).add(late).snapshot();
    double around = forecast.outlook(demand, moment("2026-11-25T23:30", BERLIN)).expected(late);
    double noon = forecast.outlook(demand, moment("2026-11-25T12:00", BERLIN)).expected(late);
    assertTrue(around > 20 * noon);
  }

  @Test
  void aBusyWeekdayCountsOnlyAfterEnoughDays() {
    float[] counts = new float[HourOfWeekProfile.HOURS];
    for (int h = 0; h < counts.length; h++) {
      counts[h] = h / 24 == 5 ? 30 : 10;
    }
    var milk = pattern("milk", "dairy", HourOfWeekProfile.fromArray(counts));
    var saturday = moment("2026-11-28T12:00", ZoneOffset.UTC);
    var tuesday = moment("2026-11-24T12:00", ZoneOffset.UTC);
    var known = Demand.at(tuesday).days(18).add(milk).snapshot();
    var fresh = Demand.at(tuesday).days(5).add(milk).snapshot();
    assertTrue(forecast.outlook(known, saturday).expected(milk)
        > 2 * forecast.outlook(known, tuesday).expected(milk));
    assertEquals(
        forecast.outlook(fresh, tuesday).expected(milk),
        forecast.outlook(fresh, saturday).expected(milk),
        1e-9);
  }

  @Test
  void decayAloneMakesNoWeekdayBusier() {
    // Ten requests every hour for 60 days, decayed: the latest days weigh most, none is busier.
    float[] counts = new float[HourOfWeekProfile.HOURS];
    var now = moment("2026-11-26T00:00", ZoneOffset.UTC);
    for (int back = 1; back <= 60 * 24; back++) {
      long at = now.atMillis() - back * HOUR;
      int hour = (int) Math.floorMod(at / HOUR + 3 * 24, 168L);
      counts[hour] += (float) (10 * Math.pow(0.95, back / 24.0));
    }
    var all = pattern("p", "c", HourOfWeekProfile.fromArray(counts));
    double exposure = (1 - Math.pow(0.95, 60)) / -Math.log(0.95);
    var demand = Demand.at(now).days(exposure).add(all).snapshot();
    for (double factor : WeekdayFactors.of(demand, ZoneOffset.UTC, 0.95)) {
      assertEquals(1, factor, 0.02);
    }
  }

  @Test
  void theExplanationMultipliesUpToTheForecast() {
    var now = moment("2026-11-25T07:30", BERLIN);
    var milk = pattern("milk", "dairy", daily(600, 7, 8));
    var demand = Demand.at(now).days(10).add(milk).snapshot();
    var features = forecast.explain(milk, demand, now);
    double product = 1.0 / 24;
    double expected = 0;
    for (var feature : features) {
      switch (feature.name()) {
        case "requests-per-day", "time-of-day", "weekday" -> product *= feature.value();
        case "expected" -> expected = feature.value();
        default -> assertTrue(feature.value() >= 0);
      }
    }
    assertEquals(expected, product, 1e-9);
    assertEquals(-Math.expm1(-expected), forecast.probability(milk, demand, now), 1e-12);
  }
}
