package io.cachewarmer.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells once for each instant of a schedule that it has come, whatever the clock does. A leap forward over
 * many instants is one ring. A small step back does not ring the same instant again; a large one (a clock
 * that was set for a replay) begins anew.
 */
final class Alarm {

  private static final Duration STEP = Duration.ofHours(1);

  private final CronTimes times;
  private Instant asOf;
  private Optional<Instant> next;
  private Optional<Instant> rang = Optional.empty();

  Alarm(CronTimes times, Instant now) {
    this.times = times;
    this.asOf = now;
    this.next = times.after(now);
  }

  /** Whether an instant has come since this was last asked. */
  boolean rings(Instant now) {
    if (now.isBefore(asOf.minus(STEP))) {
      set(now);
      return false;
    }
    boolean due = next.filter(instant -> !now.isBefore(instant)).isPresent();
    if (due) {
      rang = next;
      set(now);
    }
    return due;
  }

  /** For which instant it last rang. */
  Optional<Instant> rang() {
    return rang;
  }

  /** When it rings next. */
  Optional<Instant> next() {
    return next;
  }

  private void set(Instant now) {
    asOf = now;
    next = times.after(now);
  }
}
