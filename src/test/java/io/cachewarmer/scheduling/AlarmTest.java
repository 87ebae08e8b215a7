package io.cachewarmer.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private static final Instant SIX = Instant.parse("2026-11-23T06:00:00Z");
  private static final Instant SEVEN = Instant.parse("2026-11-23T07:00:00Z");

  private final Alarm alarm = new Alarm(new CronTimes("0 7 * * *", ZoneId.of("UTC")), SIX);

  @Test
  void ringsOnceWhenItsTimeComes() {
    assertThat(alarm.rings(SEVEN.minusMillis(1))).isFalse();
    assertThat(alarm.rings(SEVEN)).isTrue();
    assertThat(alarm.rings(SEVEN.plusMillis(1))).isFalse();
  }

  @Test
  void aLeapOverManyTimesIsOneRing() {
    assertThat(alarm.rings(SEVEN.plus(Duration.ofDays(30)))).isTrue();
    assertThat(alarm.rings(SEVEN.plus(Duration.ofDays(30)).plusSeconds(1))).isFalse();
  }

  @Test
  void aSmallStepBackDoesNotRingAgain() {
    assertThat(alarm.rings(SEVEN)).isTrue();
    assertThat(alarm.rings(SEVEN.minusSeconds(2))).isFalse();
    assertThat(alarm.rings(SEVEN)).isFalse();
  }

  @Test
  void aClockSetFarBackBeginsAnew() {
    assertThat(alarm.rings(SEVEN)).isTrue();
    assertThat(alarm.rings(SEVEN.minus(Duration.ofDays(365)))).isFalse();
    assertThat(alarm.rings(SEVEN.minus(Duration.ofDays(364)))).isTrue();
  }

  @Test
  void whatWasMissedBeforeItBeganDoesNotRing() {
    var late = new Alarm(new CronTimes("0 7 * * *", ZoneId.of("UTC")), SEVEN.plusSeconds(1));
    assertThat(late.rings(SEVEN.plusSeconds(2))).isFalse();
  }
}
