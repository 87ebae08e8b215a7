package io.cachewarmer.redis;

import java.util.random.RandomGenerator;

/**
 * How long a link waits before it connects again: doubling, with jitter, so that the nodes of a
 * cluster do not return together.
 *
 * <p>A Redis that is gone is sought again within a second, as it may be back at any moment. One that
 * rejects our password is asked slowly: no attempt cures that, and each costs Redis a connection.
 */
final class Backoff {

  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 1000;
  private static final long FIRST_REJECTED_MILLIS = 1000;
  private static final long LONGEST_REJECTED_MILLIS = 8000;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** Between half of the bound and the bound; never under a second for a rejection. */
  long nextMillis(RedisFailure failure) {
    int doublings = Math.min(failures++, 10);
    if (failure.needsOperator()) {
      long bound = Math.min(LONGEST_REJECTED_MILLIS, 2 * FIRST_REJECTED_MILLIS << doublings);
      return bound / 2 + random.nextLong(bound / 2);
    }
    if (failure == RedisFailure.LOADING) {
      return LONGEST_MILLIS + random.nextLong(LONGEST_MILLIS / 2);
    }
    long bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings);
    return bound / 2 + random.nextLong(bound / 2);
  }

  void reset() {
    failures = 0;
  }
}
