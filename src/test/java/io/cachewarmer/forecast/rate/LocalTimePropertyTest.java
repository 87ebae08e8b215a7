package io.cachewarmer.forecast.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LocalTimePropertyTest {

  private static final long SIXTY_YEARS = 60 * 365 * LocalTime.DAY;

  @Property(tries = 400)
  void hoursAndDaysAreThoseOfTheCalendar(@ForAll("zones") ZoneId zone, @ForAll long seed) {
    var time = new LocalTime(zone);
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20; i++) {
      agrees(time, zone, random.nextLong(SIXTY_YEARS));
    }
  }

  @Property(tries = 200)
  void aChangeOfTheOffsetIsNotMissed(@ForAll("zones") ZoneId zone, @ForAll long seed) {
    var time = new LocalTime(zone);
    var random = new SplittableRandom(seed);
    var change = zone.getRules().nextTransition(Instant.ofEpochMilli(random.nextLong(SIXTY_YEARS)));
    if (change != null) {
      long at = change.getInstant().toEpochMilli();
      for (long millis = at - 2_000_000;
          millis < at + 2_000_000;
          millis += random.nextInt(300_000)) {
        agrees(time, zone, millis);
      }
      agrees(time, zone, at - 1);
      agrees(time, zone, at);
    }
  }

  private static void agrees(LocalTime time, ZoneId zone, long millis) {
    var expected = Instant.ofEpochMilli(millis).atZone(zone);
    long local = time.local(millis);
    int day = LocalTime.day(local);
    assertThat((long) day).isEqualTo(expected.toLocalDate().toEpochDay());
    assertThat(LocalTime.hour(local))
        .isEqualTo(expected.toLocalTime().toNanoOfDay() / 1_000_000 / (double) LocalTime.HOUR);
    assertThat(LocalTime.weekday(day)).isEqualTo(expected.getDayOfWeek().getValue() - 1);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")
        .map(ZoneId::of);
  }
}
