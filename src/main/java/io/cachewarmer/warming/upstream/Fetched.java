package io.cachewarmer.warming.upstream;

import io.vertx.core.buffer.Buffer;

/**
 * A value as the origin gave it.
 *
 * @param askedAtMillis when the request for it was sent, UTC: its age counts from there, since the origin
 *     may have read it at once and answered late
 * @param askedAtTicks the same on the clock that never goes back
 * @param millis how long the answer took
 */
public record Fetched(Buffer value, long askedAtMillis, long askedAtTicks, double millis) {}
