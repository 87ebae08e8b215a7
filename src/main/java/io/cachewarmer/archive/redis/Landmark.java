package io.cachewarmer.archive.redis;

import java.time.Duration;
import java.util.Optional;

/**
 * The moment at which a forward-decayed weight of one is one access. Later accesses weigh more, twice
 * as much after each half-life, and so nothing stored ever needs to be decayed.
 */
record Landmark(long millis, long halfLifeMillis) {

  /** Half-lives after which weights are brought down: far below what a double's exponent holds. */
  private static final double MOST_HALF_LIVES = 64;

  static Landmark at(long millis, Duration halfLife) {
    return new Landmark(millis, Math.max(1, halfLife.toMillis()));
  }

  /** What one access at that moment weighs. */
  double weightAt(long atMillis) {
    return Math.pow(2, halfLivesUntil(atMillis));
  }

  /** Whether weights of that moment should be relative to a newer landmark. */
  boolean isOutdated(long atMillis, Duration halfLife) {
    return halfLivesUntil(atMillis) > MOST_HALF_LIVES
        || halfLifeMillis != Math.max(1, halfLife.toMillis());
  }

  private double halfLivesUntil(long atMillis) {
    return (double) (atMillis - millis) / halfLifeMillis;
  }

  String text() {
    return millis + ":" + halfLifeMillis;
  }

  /** Empty for what we did not write. */
  static Optional<Landmark> parse(String text) {
    var parts = text.split(":", -1);
    try {
      return parts.length == 2 && Long.parseLong(parts[1]) > 0
          ? Optional.of(new Landmark(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
          : Optional.empty();
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }
}
