package io.cachewarmer.archive.redis;

import io.cachewarmer.popularity.KeyCount;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A {@link KeyCount} as text: last access, count, recent count, hit share, load time, bytes, kind, category; separated
 * by spaces, of which the category may hold some. What is read is not trusted.
 */
final class CountText {

  private static final int PARTS = 8;
  private static final int LONGEST = 512;
  private static final int LONGEST_KEY = 256;
  private static final int LONGEST_CATEGORY = 64;
  private static final double LARGEST_COUNT = 1e15;
  private static final double LONGEST_LOAD = 3_600_000;
  private static final String QUESTION = "q";
  private static final String ITEM = "i";

  private CountText() {}

  static String of(KeyCount one) {
    return String.join(
        " ",
        Long.toString(one.lastAccessMillis()),
        Double.toString(one.count()),
        Double.toString(one.recentCount()),
        Double.toString(one.hitShare()),
        Double.toString(one.loadMillis()),
        Integer.toString(one.bytes()),
        one.question() ? QUESTION : ITEM,
        one.category());
  }

  /**
   * Empty for what no node of ours would have written.
   *
   * @param nowMillis a later access is taken to be of now: it would not decay until then
   */
  static Optional<KeyCount> parse(String key, String text, long nowMillis) {
    var parts = text.length() > LONGEST ? new String[0] : text.split(" ", PARTS);
    if (parts.length != PARTS || length(key) > LONGEST_KEY || length(parts[7]) > LONGEST_CATEGORY) {
      return Optional.empty();
    }
    try {
      var one = new KeyCount(
          key,
          parts[7],
          parts[6].equals(QUESTION),
          Math.min(nowMillis, Long.parseLong(parts[0])),
          within(parts[1], LARGEST_COUNT),
          within(parts[2], LARGEST_COUNT),
          within(parts[3], 1),
          within(parts[4], LONGEST_LOAD),
          Integer.parseInt(parts[5]));
      boolean known = parts[6].equals(QUESTION) || parts[6].equals(ITEM);
      return known && one.lastAccessMillis() >= 0 && one.bytes() >= 0
          ? Optional.of(one)
          : Optional.empty();
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static double within(String text, double most) {
    double value = Double.parseDouble(text);
    if (!(value >= 0 && value <= most)) {
      throw new NumberFormatException("out of bounds");
    }
    return value;
  }
}
