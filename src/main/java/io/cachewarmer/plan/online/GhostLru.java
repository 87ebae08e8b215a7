package io.cachewarmer.plan.online;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a plain LRU cache of the same size and TTL would have answered: keys and load times, no values. What it
 * hits oftener than the real cache tells that worth is misjudged. Not thread-safe.
 */
final class GhostLru {

  private record Loaded(int row, long atMillis) {}

  private static final int MOST_OUTDATED = 64;

  private final int capacity;
  private final long ttl;
  private final Map<Integer, Long> loadedAt = new LinkedHashMap<>(16, .75f, true);
  private final ArrayDeque<Loaded> loads = new ArrayDeque<>();

  GhostLru(int capacity, long ttl) {
    this.capacity = capacity;
    this.ttl = ttl;
  }

  /** Whether it would have been a hit. */
  boolean access(int row, long atMillis) {
    while (!loads.isEmpty() && loads.peek().atMillis + ttl <= atMillis) {
      var old = loads.remove();
      loadedAt.remove(old.row, old.atMillis);
    }
    if (loadedAt.get(row) != null) {
      return true;
    }
    if (loadedAt.size() >= capacity) {
      var eldest = loadedAt.entrySet().iterator();
      eldest.next();
      eldest.remove();
    }
    loadedAt.put(row, atMillis);
    loads.add(new Loaded(row, atMillis));
    if (loads.size() > MOST_OUTDATED + 2 * capacity) {
      dropOutdated();
    }
    return false;
  }

  /** Loads of what has left meanwhile would pile up until their TTL is over. */
  private void dropOutdated() {
    loads.clear();
    loadedAt.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(held -> loads.add(new Loaded(held.getKey(), held.getValue())));
  }

  int remembered() {
    return loadedAt.size() + loads.size();
  }
}
