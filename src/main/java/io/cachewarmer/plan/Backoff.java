package io.cachewarmer.plan;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: a random time up to an exponentially growing bound, so that
 * callers who failed together do not come back together.
 *
 * <p>"Full Jitter" of Marc Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015.
 */
public final class Backoff {

  private final long firstMillis;
  private final long longestMillis;
  private final RandomGenerator random;

  /**
   * @param first bound of the first wait, positive
   * @param longest bound of any wait, at least {@code first}
   */
  public Backoff(Duration first, Duration longest, RandomGenerator random) {
    firstMillis = first.toMillis();
    longestMillis = longest.toMillis();
    this.random = random;
    if (firstMillis < 1 || longestMillis < firstMillis) {
      throw new IllegalArgumentException(
          "waits must be positive and grow: " + first + ", " + longest);
    }
  }

  /** @param failures how often it has failed so far; 1 after the first */
  public Duration after(int failures) {
    int doublings = Math.max(0, Math.min(failures - 1, 62));
    long bound =
        firstMillis > longestMillis >> doublings ? longestMillis : firstMillis << doublings;
    return Duration.ofMillis(random.nextLong(bound + 1));
  }
}
