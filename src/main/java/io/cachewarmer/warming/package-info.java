/**
 * Fills the cache before it is asked. In: requests to warm, to plan, to explain, and readers' misses. Out:
 * values in the cache with a jittered TTL, and a report of each run.
 *
 * <p>One run at a time, and beside it one of what is decided at events. What to warm is decided by {@code plan}; here are the waits, the limits and the
 * account of what is held. A value is never older than its TTL: its time counts from when the request for it
 * was sent, and warming always loads. A failed load is counted, never contagious, never cached. All state
 * belongs to the event loop of the verticle.
 */
package io.cachewarmer.warming;
