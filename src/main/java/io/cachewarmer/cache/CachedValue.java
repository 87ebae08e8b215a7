package io.cachewarmer.cache;

import io.cachewarmer.plan.Source;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * A value found in the cache.
 *
 * @param value as the origin gave it
 * @param age time since the origin gave it; an upper bound where a store keeps no load times
 * @param left time until it expires
 * @param bytes what it occupies as stored
 */
public record CachedValue(Buffer value, Duration age, Duration left, Source source, long bytes) {}
