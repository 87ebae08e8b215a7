package io.cachewarmer.scheduling;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The instants of a UNIX cron expression in a zone.
 *
 * <p>The expression is worked out on a calendar without daylight saving and each local time is then placed
 * in the zone: cron-utils by itself drops a time that the zone skips. A skipped time is placed right after
 * the gap, a repeated one at its first occurrence; a whole day that a zone skips (Samoa, 30 December 2011)
 * has no times.
 */
final class CronTimes {

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final ExecutionTime times;
  private final ZoneId zone;

  /**
   * @throws IllegalArgumentException when the expression is none
   */
  CronTimes(String cron, ZoneId zone) {
    this.times = ExecutionTime.forCron(PARSER.parse(cron).validate());
    this.zone = zone;
  }

  /** The first instant after that one; empty when there is none. */
  Optional<Instant> after(Instant instant) {
    var local = Optional.of(LocalDateTime.ofInstant(instant, zone));
    while (true) {
      local = local.flatMap(this::next);
      if (local.isEmpty()) {
        return Optional.empty();
      }
      var placed = local.flatMap(this::place).filter(instant::isBefore);
      if (placed.isPresent()) {
        return placed;
      }
    }
  }

  private Optional<LocalDateTime> next(LocalDateTime local) {
    return times.nextExecution(local.atZone(ZoneOffset.UTC)).map(time -> time.toLocalDateTime());
  }

  private Optional<Instant> place(LocalDateTime local) {
    var date = local.toLocalDate();
    if (!date.atStartOfDay(zone).toLocalDate().equals(date)) {
      return Optional.empty();
    }
    var gap = zone.getRules().getTransition(local);
    return Optional.of(
        gap != null && gap.isGap()
            ? gap.getInstant()
            : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
  }
}
