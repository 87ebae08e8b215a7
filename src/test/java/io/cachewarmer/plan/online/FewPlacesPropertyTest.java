package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.rate.ItemRates;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FewPlacesPropertyTest {

  private static final long HOUR = 3_600_000;
  private static final long START = 1_700_000_000_000L;
  private static final int ROWS = 40;
  private static final int HOT = 0;

  private final ItemRates rates = new ItemRates(ROWS, 1, ZoneOffset.UTC, HOUR);
  private final long[] freshUntil = new long[ROWS];
  private final FewPlaces places = new FewPlaces(2, HOUR, rates, freshUntil);
  private long now = START;

  @Property(tries = 100)
  void neverAreMoreHeldThanThereArePlaces(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int capacity) {
    var random = new SplittableRandom(seed);
    var anyRates = new ItemRates(ROWS, 1, ZoneOffset.UTC, HOUR);
    var fresh = new long[ROWS];
    var any = new FewPlaces(capacity, HOUR, anyRates, fresh);
    long at = START;
    for (int i = 0; i < 400; i++) {
      at += random.nextInt(60_000);
      int row = random.nextInt(1 + random.nextInt(ROWS));
      boolean hit = any.holds(row);
      int leaving;
      if (random.nextInt(4) == 0) {
        leaving = any.candidateFor(row, at, random.nextDouble(), .1);
      } else {
        fresh[row] = at + HOUR;
        leaving = hit ? Places.NOBODY : any.takeLoaded(row, at);
        any.accessed(row, at, hit);
        anyRates.learn(row, 0, at, ROWS);
      }
      if (leaving != row) {
        assertThat(leaving == Places.NOBODY || any.holds(leaving)).isTrue();
        any.put(row, leaving, at);
        assertThat(any.holds(row)).isTrue();
      }
      assertThat(IntStream.range(0, ROWS).filter(any::holds).count()).isLessThanOrEqualTo(capacity);
    }
  }

  @Example
  void nobodyLeavesWhileThereIsRoom() {
    assertThat(load(1)).isEqualTo(Places.NOBODY);
    assertThat(load(2)).isEqualTo(Places.NOBODY);
    assertThat(load(1)).isEqualTo(Places.NOBODY);
    assertThat(load(3)).isNotEqualTo(Places.NOBODY);
    places.remove(1);
    places.remove(2);
    places.remove(3);
    assertThat(load(4)).isEqualTo(Places.NOBODY);
  }

  @Example
  void whatIsOftenAskedForIsNotPushedOutByWhatIsNot() {
    for (int i = 0; i < 200; i++) {
      now += HOUR / 10;
      rates.learn(HOT, 0, now, ROWS);
    }
    load(HOT);
    for (int row = 1; row < 20; row++) {
      rates.learn(row, 0, now, ROWS);
      load(row);
      assertThat(places.holds(HOT)).isTrue();
    }
    assertThat(places.candidateFor(30, now, .1, .2)).isEqualTo(30);
    assertThat(places.candidateFor(30, now, .9, .2)).isNotEqualTo(HOT).isNotEqualTo(30);
  }

  @Example
  void whileThePlainCacheDoesBetterItIsFollowed() {
    load(1);
    load(2);
    for (int i = 0; i < 20; i++) {
      now++;
      places.accessed(1, now, false);
    }
    places.accessed(2, ++now, false);
    assertThat(places.candidateFor(5, now, 1, .02)).isEqualTo(5);
    assertThat(load(3)).isEqualTo(1);
    assertThat(load(4)).isEqualTo(2);
  }

  /** A miss: who leaves for it. */
  private int load(int row) {
    now++;
    freshUntil[row] = now + HOUR;
    int leaving = places.takeLoaded(row, now);
    if (leaving != row) {
      places.put(row, leaving, now);
    }
    places.accessed(row, now, false);
    return leaving;
  }
}
