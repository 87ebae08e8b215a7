package io.cachewarmer.cache;

import io.cachewarmer.plan.Source;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * A value on its way into the cache.
 *
 * @param loadedAtMillis when the origin gave it, in UTC milliseconds
 * @param ttl how long it may be served from now; already jittered
 */
public record CacheEntry(
    String key, Buffer value, long loadedAtMillis, Duration ttl, Source source) {}
