package io.cachewarmer.plan;

/**
 * How long before its expiry an entry counts as due for a reload.
 *
 * <p>A fifth of its life, or one warming interval when that is longer: else an entry would end between
 * two cycles. Never more than half of its life, so that a short TTL does not reload for ever.
 */
public final class RefreshAhead {

  private RefreshAhead() {}

  /** Both in milliseconds and positive. */
  public static long millis(long ttlMillis, long intervalMillis) {
    return Math.max(ttlMillis / 5, Math.min(intervalMillis, ttlMillis / 2));
  }
}
