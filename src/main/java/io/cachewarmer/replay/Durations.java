package io.cachewarmer.replay;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: 90s, 15m, 1h, 7d, 250ms, or a plain number of milliseconds. */
final class Durations implements ITypeConverter<Duration> {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,12})(ms|s|m|h|d|)");
  private static final Duration LONGEST = Duration.ofDays(3650);

  @Override
  public Duration convert(String value) {
    var matcher = WRITTEN.matcher(value);
    if (!matcher.matches()) {
      throw wrong(value);
    }
    long amount = Long.parseLong(matcher.group(1));
    long unitMillis =
        switch (matcher.group(2)) {
          case "s" -> 1000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1;
        };
    if (amount == 0 || amount > LONGEST.toMillis() / unitMillis) {
      throw wrong(value);
    }
    return Duration.ofMillis(amount * unitMillis);
  }

  private static TypeConversionException wrong(String value) {
    return new TypeConversionException("'" + value
        + "' is not a duration of up to ten years like 90s, 15m, 1h, 7d or milliseconds");
  }
}
