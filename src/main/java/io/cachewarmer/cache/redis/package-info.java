/**
 * Values in Redis, where the agents read them: plain, as the origin gave them, each with an expiry.
 *
 * <p>In: entries and keys through {@code CacheStore}. Out: values, outcomes seen in Redis, times left. What Redis has no
 * place for beside a plain value (when it was loaded, who brought it) is kept in a bounded local map and, for warmed
 * values, in a hash of the analytics database. It touches nothing outside the prefix, and never KEYS or FLUSHDB.
 */
package io.cachewarmer.cache.redis;
