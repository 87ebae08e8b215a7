package io.cachewarmer.forecast.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WeekRhythmPropertyTest {

  private static final long MONDAY = 17_000L / 7 * 7 * LocalTime.DAY + 4 * LocalTime.DAY;

  @Property(tries = 100)
  void factorsStayWithinBoundsWhateverTheDemand(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int longestPauseHours) {
    var random = new SplittableRandom(seed);
    var week = new WeekRhythm();
    long at = MONDAY;
    for (int i = 0; i < 500; i++) {
      at += random.nextLong(longestPauseHours * LocalTime.HOUR);
      week.add(at);
      for (int day = 0; day < 7; day++) {
        assertThat(week.factor(day)).isBetween(.2, 3.0);
      }
    }
  }

  @Property(tries = 100)
  void noWeekdayStandsOutBeforeNineDaysWereHeard(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var week = new WeekRhythm();
    long first = MONDAY + random.nextLong(LocalTime.DAY);
    for (long at = first; at < first + 9 * LocalTime.DAY; at += random.nextLong(LocalTime.DAY)) {
      week.add(at);
      for (int day = 0; day < 7; day++) {
        assertThat(week.factor(day)).isEqualTo(1);
      }
    }
  }

  @Property(tries = 40)
  void evenDemandHasNoRhythmWhereverTheCalendarBegins(
      @ForAll @IntRange(max = 167) int hour, @ForAll @IntRange(min = 10, max = 90) int days) {
    var week = new WeekRhythm();
    long first = MONDAY + hour * LocalTime.HOUR;
    for (long at = first; at <= first + days * LocalTime.DAY; at += LocalTime.HOUR / 4) {
      week.add(at);
    }
    for (int day = 0; day < 7; day++) {
      assertThat(week.factor(day)).isCloseTo(1, within(.03));
    }
  }

  @Example
  void aShopThatClosesOnSundaysHasNoSundays() {
    var week = new WeekRhythm();
    for (long at = MONDAY; at <= MONDAY + 35 * LocalTime.DAY; at += LocalTime.HOUR) {
      if (LocalTime.weekday(LocalTime.day(at)) != 6) {
        week.add(at);
      }
    }
    assertThat(week.factor(6)).isEqualTo(.2);
    assertThat(week.factor(0)).isCloseTo(7 / 6.0, within(.05));
  }

  @Example
  void tenYearsWithoutAnAccessAreHeardOfToo() {
    var week = new WeekRhythm();
    week.add(MONDAY);
    week.add(MONDAY + 3_650 * LocalTime.DAY);
    for (int day = 0; day < 7; day++) {
      assertThat(week.factor(day)).isBetween(.2, 3.0);
    }
  }
}
