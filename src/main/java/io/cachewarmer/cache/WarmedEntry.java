package io.cachewarmer.cache;

/** A warmed entry as its store remembers it. Times are UTC milliseconds. */
public record WarmedEntry(String key, long bytes, long loadedAtMillis, long expiresAtMillis) {}
