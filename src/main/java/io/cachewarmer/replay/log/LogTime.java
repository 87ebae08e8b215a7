package io.cachewarmer.replay.log;

import io.cachewarmer.replay.trace.BadLine;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The time of a log line: nginx's own notation, ISO 8601 with an offset, or a number since 1970.
 */
final class LogTime {

  /** Where a time may stand; the finest first. */
  static final List<String> VARIABLES = List.of("msec", "time_iso8601", "time_local", "time");

  private static final DateTimeFormatter NGINX = DateTimeFormatter.ofPattern(
          "dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
      .withResolverStyle(ResolverStyle.STRICT);

  /** A whole number below this is seconds, from it on milliseconds (the year 1973). */
  private static final BigDecimal FEWEST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private LogTime() {}

  static long of(Map<String, String> values) {
    for (String variable : VARIABLES) {
      String value = values.get(variable);
      if (value != null) {
        return millis(value);
      }
    }
    throw new BadLine("it has no time");
  }

  private static long millis(String value) {
    try {
      if (value.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')) {
        return ofNumber(new BigDecimal(value));
      }
      return value.indexOf('/') > 0
          ? OffsetDateTime.parse(value, NGINX).toInstant().toEpochMilli()
          : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value, Instant::from).toEpochMilli();
    } catch (DateTimeException | ArithmeticException | NumberFormatException wrong) {
      throw new BadLine("its time \"" + value + "\" cannot be read");
    }
  }

  private static long ofNumber(BigDecimal number) {
    boolean seconds = number.compareTo(FEWEST_MILLIS) < 0;
    return (seconds ? number.movePointRight(3) : number).toBigInteger().longValueExact();
  }
}
