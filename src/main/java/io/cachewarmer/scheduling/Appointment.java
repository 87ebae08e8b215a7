package io.cachewarmer.scheduling;

import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.plan.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One schedule, and how long it still tries: a firing that finds a run under way, or that is another node's,
 * is looked at again for a minute, then it is over.
 */
final class Appointment {

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
  // Later than who fires without a lease may be: of those who stand in there may be many.
  private static final Duration NEGLECTED = Duration.ofSeconds(8);

  private final String name;
  private final Warm command;
  private final Alarm alarm;
  private boolean due;
  private long dueSinceTicks;
  private Instant instant = Instant.MIN;
  private Instant firedElsewhere = Instant.MIN;
  private Duration late = Duration.ZERO;
  private boolean claimed;
  private boolean looked;
  private boolean stoodIn;

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
      instant = alarm.rang().orElse(clock.instant());
      late = Duration.between(instant, clock.instant());
      due = instant.isAfter(firedElsewhere);
      claimed = false;
      looked = false;
      stoodIn = false;
      dueSinceTicks = clock.ticks();
    }
    return due;
  }

  /** The instant that is due, or was last. */
  Instant instant() {
    return instant;
  }

  /** How long after it this node noticed. */
  Duration late() {
    return late;
  }

  /** How long ago the instant was. */
  Duration age(Clock clock) {
    return late.plusNanos(clock.ticks() - dueSinceTicks);
  }

  /** Whether its owner has been silent for so long that another node has to try to stand in; said once. */
  boolean standIn(Clock clock) {
    var age = age(clock);
    // For who slept for longer the lease may be over: it would be fired twice.
    boolean isOver = age.toNanos() >= PATIENCE;
    boolean neglected = !stoodIn && !isOver && age.compareTo(NEGLECTED) >= 0;
    stoodIn |= neglected;
    return neglected;
  }

  /** Whether it is this node's to fire, as has been settled with the others. */
  boolean isClaimed() {
    return claimed;
  }

  void claimed() {
    claimed = true;
  }

  /** Whether it is looked at for the first time since it is due. */
  boolean isNew() {
    boolean first = !looked;
    looked = true;
    return first;
  }

  /** Another node has fired that instant. */
  void firedElsewhere(Instant fired) {
    firedElsewhere = fired.isAfter(firedElsewhere) ? fired : firedElsewhere;
    if (!claimed && !instant.isAfter(firedElsewhere)) {
      due = false;
    }
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
