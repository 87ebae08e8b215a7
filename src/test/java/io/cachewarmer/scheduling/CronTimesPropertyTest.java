package io.cachewarmer.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CronTimesPropertyTest {

  private static final String[] ZONES = {
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"
  };
  private static final int FIRST_YEAR = 2005;
  private static final int LAST_YEAR = 2025;

  @Property(tries = 12)
  void aDailyJobRunsOnceOnEachDayThatExists(
      @ForAll @IntRange(max = 3) int zoneIndex,
      @ForAll @IntRange(max = 4) int hour,
      @ForAll @IntRange(max = 59) int minute) {
    var zone = ZoneId.of(ZONES[zoneIndex]);
    var times = new CronTimes(minute + " " + hour + " * * *", zone);
    var end = LocalDate.of(LAST_YEAR, 1, 1).atStartOfDay(zone).toInstant();
    var runs = new HashMap<LocalDate, Integer>();
    var first = LocalDate.of(FIRST_YEAR, 1, 1);
    var at = times.after(first.atStartOfDay(zone).toInstant().minusMillis(1)).orElseThrow();
    while (at.isBefore(end)) {
      runs.merge(LocalDate.ofInstant(at, zone), 1, Integer::sum);
      at = times.after(at).orElseThrow();
    }
    for (var day = first; day.isBefore(LocalDate.of(LAST_YEAR, 1, 1)); day = day.plusDays(1)) {
      boolean exists = day.atStartOfDay(zone).toLocalDate().equals(day);
      assertThat(runs.getOrDefault(day, 0)).as(zone + " " + day).isEqualTo(exists ? 1 : 0);
    }
  }

  @Property(tries = 500)
  void timesOnlyGoForward(
      @ForAll @IntRange(max = 3) int zoneIndex, @ForAll @IntRange(max = 600_000_000) int seconds) {
    var times = new CronTimes("*/15 * * * *", ZoneId.of(ZONES[zoneIndex]));
    var from = Instant.parse("2005-01-01T00:00:00Z").plusSeconds(seconds);
    var next = times.after(from).orElseThrow();
    assertThat(next).isAfter(from);
    assertThat(times.after(next.minusMillis(1))).contains(next);
  }

  @Test
  void aTimeThatTheZoneSkipsRunsRightAfterTheGap() {
    var berlin = ZoneId.of("Europe/Berlin");
    var times = new CronTimes("30 2 * * *", berlin);
    assertThat(times.after(at("2026-03-28T12:00", berlin)))
        .contains(at("2026-03-29T03:00", berlin));
  }

  @Test
  void aTimeThatRepeatsRunsAtItsFirstOccurrenceOnly() {
    var newYork = ZoneId.of("America/New_York");
    var times = new CronTimes("30 1 * * *", newYork);
    var first = Instant.parse("2026-11-01T05:30:00Z");
    assertThat(times.after(Instant.parse("2026-11-01T00:00:00Z"))).contains(first);
    assertThat(times.after(first)).contains(Instant.parse("2026-11-02T06:30:00Z"));
  }

  @Test
  void aDateThatNeverComesHasNoTimes() {
    assertThat(new CronTimes("0 7 31 2 *", ZoneId.of("UTC")).after(Instant.EPOCH))
        .isEmpty();
  }

  private static Instant at(String local, ZoneId zone) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }
}
