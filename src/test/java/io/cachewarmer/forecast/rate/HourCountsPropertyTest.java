package io.cachewarmer.forecast.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HourCountsPropertyTest {

  private static final int ROWS = 3;
  private static final double HALF_LIFE = 14;
  private static final int FIRST_DAY = 17_000;

  @Property(tries = 200)
  void countsAreTheSumOfTheirAccessesEachFadedByItsAge(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int accesses) {
    var random = new SplittableRandom(seed);
    var counts = new HourCounts(ROWS, HALF_LIFE);
    var rows = new int[accesses];
    var hours = new int[accesses];
    var days = new int[accesses];
    int day = FIRST_DAY;
    for (int i = 0; i < accesses; i++) {
      day += random.nextInt(4) == 0 ? random.nextInt(40) : 0;
      rows[i] = random.nextInt(ROWS);
      hours[i] = random.nextInt(HourCounts.HOURS);
      days[i] = day;
      counts.add(rows[i], hours[i], day);
    }
    for (int row = 0; row < ROWS; row++) {
      counts.bringTo(row, day);
      double total = 0;
      for (int hour = 0; hour < HourCounts.HOURS; hour++) {
        double naive = 0;
        for (int i = 0; i < accesses; i++) {
          if (rows[i] == row && hours[i] == hour) {
            naive += Math.pow(.5, (day - days[i]) / HALF_LIFE);
          }
        }
        total += naive;
        assertThat((double) counts.at(row, hour)).isCloseTo(naive, within(1e-4 * (1 + naive)));
      }
      assertThat((double) counts.total(row)).isCloseTo(total, within(1e-4 * (1 + total)));
    }
  }

  @Property
  void aCountNeverGrowsByWaiting(
      @ForAll @IntRange(max = 23) int hour, @ForAll @IntRange(max = 10_000) int days) {
    var counts = new HourCounts(1, HALF_LIFE);
    counts.add(0, hour, FIRST_DAY);
    counts.bringTo(0, FIRST_DAY + days / 2);
    float before = counts.total(0);
    counts.bringTo(0, FIRST_DAY + days);
    assertThat(counts.total(0)).isBetween(0f, before);
    assertThat(counts.at(0, hour)).isEqualTo(counts.total(0));
  }

  @Property
  void aDayThatIsPastChangesNothing(@ForAll @IntRange(max = FIRST_DAY) int past) {
    var counts = new HourCounts(1, HALF_LIFE);
    counts.add(0, 7, FIRST_DAY);
    counts.bringTo(0, past);
    assertThat(counts.total(0)).isEqualTo(1);
    counts.bringTo(0, FIRST_DAY + 14);
    assertThat(counts.total(0)).isEqualTo(.5f);
  }

  @Property
  void rowsDoNotTouchEachOther(
      @ForAll @IntRange(max = 2) int row, @ForAll @IntRange(max = 900) int later) {
    var counts = new HourCounts(ROWS, HALF_LIFE);
    for (int other = 0; other < ROWS; other++) {
      counts.add(other, 5, FIRST_DAY);
    }
    counts.add(row, 6, FIRST_DAY + later);
    counts.clear((row + 1) % ROWS);
    int third = (row + 2) % ROWS;
    assertThat(counts.total(third)).isEqualTo(1);
    assertThat(counts.at(third, 5)).isEqualTo(1);
    assertThat(counts.at(row, 6)).isEqualTo(1);
    assertThat(counts.total((row + 1) % ROWS)).isZero();
  }
}
