package io.cachewarmer.popularity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names of related keys, each kept once however many patterns point to it, within a budget of
 * bytes: thirty-two long names told with every key would otherwise outweigh the table itself.
 * Not thread-safe.
 */
final class KeyPool {

  // String, its array, the map's node and the count of uses, on a 64-bit JVM with compressed oops.
  private static final int OVERHEAD = 120;
  private static final int BYTES_PER_USE = 8;

  private final Map<String, Name> names = new HashMap<>();
  private final long budget;
  private long bytes;

  KeyPool(long budgetBytes) {
    budget = budgetBytes;
  }

  /** The one instance of that key, counted as used once more; empty when the budget is spent. */
  Optional<String> take(String key) {
    var known = names.get(key);
    long cost = BYTES_PER_USE + (known == null ? weigh(key) : 0);
    if (bytes + cost > budget) {
      return Optional.empty();
    }
    bytes += cost;
    if (known == null) {
      known = new Name(key);
      names.put(key, known);
    }
    known.uses++;
    return Optional.of(known.key);
  }

  void release(String key) {
    var known = names.get(key);
    if (known == null) {
      return;
    }
    bytes -= BYTES_PER_USE;
    if (--known.uses == 0) {
      names.remove(key);
      bytes -= weigh(key);
    }
  }

  long bytes() {
    return bytes;
  }

  // Two bytes a character is the most that a String takes.
  private static long weigh(String key) {
    return OVERHEAD + 2L * key.length();
  }

  private static final class Name {
    final String key;
    int uses;

    Name(String key) {
      this.key = key;
    }
  }
}
