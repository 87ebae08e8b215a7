package io.cachewarmer.scheduling;

import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.plan.Strategy;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One schedule, and how long it still tries: a firing that finds a run under way is tried again for a
 * minute, then it is over.
 */
final class Appointment {

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

  private final String name;
  private final Warm command;
  private final Alarm alarm;
  private boolean due;
  private long dueSinceTicks;

  Appointment(Config.Schedule schedule, ZoneId zone, Clock clock) {
    this.name = schedule.name();
    var strategy = Strategy.named(schedule.strategy())
        .orElseThrow(
            () -> new IllegalArgumentException("no such strategy: " + schedule.strategy()));
    this.command =
        new Warm(Trigger.SCHEDULE, strategy, schedule.items(), List.of(), "", false, true);
    this.alarm = new Alarm(new CronTimes(schedule.cron(), zone), clock.instant());
  }

  String name() {
    return name;
  }

  Warm command() {
    return command;
  }

  /** Whether it should be fired now, for the first time or again. */
  boolean isDue(Clock clock) {
    if (alarm.rings(clock.instant())) {
      due = true;
      dueSinceTicks = clock.ticks();
    }
    return due;
  }

  /** Time to its next instant; {@code Long.MAX_VALUE} when there is none. */
  long millisUntil(Clock clock) {
    return alarm
        .next()
        .map(instant -> instant.toEpochMilli() - clock.millis())
        .orElse(Long.MAX_VALUE);
  }

  /** It was fired, or is not to be. */
  void settle() {
    due = false;
  }

  /** It was refused for now; whether it will be tried again. */
  boolean putOff(Clock clock) {
    due = clock.ticks() - dueSinceTicks < PATIENCE;
    return due;
  }
}
