package io.cachewarmer.cache.heap;

import com.github.benmanes.caffeine.cache.Expiry;

/** Every entry lives as long as it was given when it was written; reading it changes nothing. */
final class LifeOfEntry implements Expiry<String, HeapEntry> {

  @Override
  public long expireAfterCreate(String key, HeapEntry entry, long ticks) {
    return Math.max(0, entry.expiresAtTicks() - ticks);
  }

  @Override
  public long expireAfterUpdate(String key, HeapEntry entry, long ticks, long left) {
    return expireAfterCreate(key, entry, ticks);
  }

  @Override
  public long expireAfterRead(String key, HeapEntry entry, long ticks, long left) {
    return left;
  }
}
