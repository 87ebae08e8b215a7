package io.cachewarmer.config;

import io.cachewarmer.prompt.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a value is written. {@code parse} throws on anything else; the numbers are finite and bounded,
 * so that no later arithmetic overflows.
 *
 * @param wording completes the sentence "X must be ..."
 */
record Form<T>(String wording, Function<String, T> parse) {

  static Form<Integer> integer(int least, int most) {
    return new Form<>(
        "an integer, %d to %d".formatted(least, most),
        text -> Math.toIntExact(within(Long.parseLong(text), least, most)));
  }

  static Form<Long> bytes(long least, long most) {
    return new Form<>(
        "a number of bytes, %d to %d".formatted(least, most),
        text -> within(Long.parseLong(text), least, most));
  }

  static Form<Duration> millis(long least, long most) {
    return new Form<>(
        "milliseconds, %d to %d".formatted(least, most),
        text -> Duration.ofMillis(within(Long.parseLong(text), least, most)));
  }

  static Form<Duration> seconds(long least, long most) {
    return new Form<>(
        "seconds, %d to %d".formatted(least, most),
        text -> Duration.ofSeconds(within(Long.parseLong(text), least, most)));
  }

  static Form<Duration> days(long least, long most) {
    return new Form<>(
        "days, %d to %d".formatted(least, most),
        text -> Duration.ofDays(within(Long.parseLong(text), least, most)));
  }

  static Form<Double> number(double least, double most) {
    return new Form<>("a number, %s to %s".formatted(plain(least), plain(most)), text -> {
      var number = decimal(text);
      require(number >= least && number <= most);
      return number;
    });
  }

  static Form<Double> positiveShare() {
    return new Form<>("a number above 0, at most 1", text -> {
      var number = decimal(text);
      require(number > 0 && number <= 1);
      return number;
    });
  }

  static Form<Boolean> flag() {
    return new Form<>(
        "true or false",
        text -> oneOf(List.of("true", "false")).parse().apply(text).equals("true"));
  }

  /** One of some lower-case words, written in either case. */
  static Form<String> oneOf(List<String> words) {
    return new Form<>("one of " + String.join(" ", words), text -> {
      var word = text.toLowerCase(Locale.ROOT);
      require(words.contains(word));
      return word;
    });
  }

  static Form<String> word(int longest) {
    return new Form<>("1 to %d characters without spaces".formatted(longest), text -> {
      require(text.length() <= longest);
      require(
          text.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c)));
      return text;
    });
  }

  static Form<Path> path() {
    return new Form<>("a path", Path::of);
  }

  static Form<ZoneId> zone() {
    return new Form<>(
        "a time zone such as Europe/Berlin, or system",
        text -> text.equalsIgnoreCase("system") ? ZoneId.systemDefault() : ZoneId.of(text));
  }

  /** Routes whose questions are texts, parted by commas. */
  static Form<Set<Route>> routes() {
    var texts = Arrays.stream(Route.values()).filter(route -> !route.isVector()).toList();
    return new Form<>(
        "any of " + texts.stream().map(Route::path).collect(Collectors.joining(" "))
            + ", parted by commas",
        text -> Arrays.stream(text.split(",", -1))
            .map(path -> Route.of(path.strip()).filter(texts::contains).orElseThrow())
            .collect(Collectors.toSet()));
  }

  Form<Optional<T>> optional() {
    return new Form<>(wording, text -> Optional.of(parse.apply(text)));
  }

  private static long within(long value, long least, long most) {
    require(value >= least && value <= most);
    return value;
  }

  // Double.parseDouble alone also takes NaN, hexadecimal and a trailing d or f.
  private static double decimal(String text) {
    require(text.matches("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?"));
    return Double.parseDouble(text);
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("out of bounds");
    }
  }
}
