package io.cachewarmer.cache.redis;

import java.nio.charset.StandardCharsets;

/**
 * What a string occupies in Redis, as MEMORY USAGE counts it: the dictionary entry, the key, and the
 * value with its object header, each rounded up to jemalloc's size classes. The expiry's own
 * dictionary entry and the hash table are not in it, as they are not in MEMORY USAGE.
 */
final class Footprint {

  private static final int DICTIONARY_ENTRY = 24;
  private static final int OBJECT_HEADER = 16;

  /** Up to here header and value are one allocation (OBJ_ENCODING_EMBSTR_SIZE_LIMIT). */
  private static final int EMBEDDED = 44;

  private Footprint() {}

  static long of(String key, long valueBytes) {
    long keyBytes = key.getBytes(StandardCharsets.UTF_8).length;
    long value = valueBytes <= EMBEDDED
        ? allocated(OBJECT_HEADER + string(valueBytes))
        : allocated(OBJECT_HEADER) + allocated(string(valueBytes));
    return DICTIONARY_ENTRY + allocated(string(keyBytes)) + value;
  }

  /** A dynamic string: its header, which grows with its length, and a closing zero. */
  private static long string(long length) {
    int header = length < 256 ? 3 : length < 65_536 ? 5 : 9;
    return header + length + 1;
  }

  /** The size class: steps of 16 up to 128, then four classes to each doubling. */
  private static long allocated(long size) {
    long step = size <= 128 ? 16 : Long.highestOneBit(size - 1) / 4;
    return (size + step - 1) / step * step;
  }
}
