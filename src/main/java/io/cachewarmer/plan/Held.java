package io.cachewarmer.plan;

import io.cachewarmer.forecast.Arm;

/**
 * A warmed entry that is in the cache.
 *
 * @param bytes as stored, with overhead
 * @param worth what it was warmed for, in milliseconds saved; decides who leaves first
 */
public record Held(
    String key, long bytes, long loadedAtMillis, long expiresAtMillis, Arm arm, double worth) {

  public Held {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative: " + bytes);
    }
  }
}
