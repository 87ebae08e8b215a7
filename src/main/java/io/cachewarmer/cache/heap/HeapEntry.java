package io.cachewarmer.cache.heap;

import io.cachewarmer.cache.CachedValue;
import io.cachewarmer.plan.Source;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * A value with its dates, all in ticks, so that a wall clock that jumps neither ages nor revives it.
 *
 * @param loadedAtTicks when the origin gave it
 */
record HeapEntry(byte[] value, long loadedAtTicks, long expiresAtTicks, Source source, int bytes) {

  /** The value as it stands at that tick, in a buffer of the reader's own. */
  CachedValue at(long ticks) {
    return new CachedValue(
        Buffer.buffer(value),
        Duration.ofNanos(Math.max(0, ticks - loadedAtTicks)),
        Duration.ofNanos(Math.max(0, expiresAtTicks - ticks)),
        source,
        bytes);
  }
}
