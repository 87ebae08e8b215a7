package io.cachewarmer.replay.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.replay.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of the measure once more, from nothing but a trace and the rows of its decisions: slow,
 * plain, and without a line in common with the simulator.
 */
final class Recount {

  /** A value: when it was loaded and, for a counted warm, where to mark that it was read. */
  private static final class Value {
    final long loadedAt;
    final boolean countedWarm;
    boolean read;

    Value(long loadedAt, boolean countedWarm) {
      this.loadedAt = loadedAt;
      this.countedWarm = countedWarm;
    }
  }

  final List<Integer> hits = new ArrayList<>();
  long evaluatedHits;
  long warms;
  long useful;
  int mostHeld;

  private final long ttlMillis;
  private final long countedFrom;
  private final List<Value> everWarmed = new ArrayList<>();
  private final Map<String, Value> cache = new HashMap<>();

  Recount(Trace trace, List<Recorded.Row> rows, long ttlMillis, int first, int capacity) {
    this.ttlMillis = ttlMillis;
    this.countedFrom = trace.timeAt(first);
    int next = 0;
    for (int i = 0; i < trace.size(); i++) {
      long now = trace.timeAt(i);
      while (next < rows.size() && rows.get(next).atMillis() < now) {
        apply(rows.get(next++));
      }
      String item = trace.itemName(trace.itemAt(i));
      Value value = cache.get(item);
      if (value != null && value.loadedAt <= now && now < value.loadedAt + ttlMillis) {
        hits.add(i);
        evaluatedHits += i >= first ? 1 : 0;
        value.read = true;
      } else {
        cache.put(item, new Value(now, false));
        if (heldAt(now) > capacity) {
          assertThat(rows.get(next).atMillis()).isEqualTo(now);
          assertThat(rows.get(next).item()).isEmpty();
          apply(rows.get(next++));
        }
      }
      mostHeld = Math.max(mostHeld, heldAt(now));
    }
    rows.subList(next, rows.size()).forEach(this::apply);
    warms = everWarmed.size();
    useful = everWarmed.stream().filter(value -> value.read).count();
  }

  private void apply(Recorded.Row row) {
    if (!row.item().isEmpty()) {
      var value = new Value(row.atMillis(), row.atMillis() >= countedFrom);
      cache.put(row.item(), value);
      if (value.countedWarm) {
        everWarmed.add(value);
      }
    }
    cache.remove(row.evicted());
  }

  private int heldAt(long now) {
    return (int) cache.values().stream()
        .filter(value -> now < value.loadedAt + ttlMillis)
        .count();
  }
}
