package io.cachewarmer.popularity;

import io.cachewarmer.popularity.DemandFigures.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The most important items of a table, and how many of them are groceries. Walks a large table once a
 * second at most, however often it is asked: a health check must not cost what a snapshot costs.
 */
final class TopKeys {

  private static final int TOP = 10;
  private static final int SMALL = 1_000;
  private static final long FRESH_MILLIS = 1_000;
  private static final String GROCERY = "grocery:";
  private static final Comparator<Ranked> WORST = Comparator.comparingDouble(Ranked::score)
      .thenComparing(Ranked::key, Comparator.reverseOrder());

  private List<Ranked> top = List.of();
  private int groceries;
  private long version = -1;
  private long asOf;

  void refresh(PatternTable table, long currentVersion, long atMillis, Decay slow) {
    boolean old = Math.abs(atMillis - asOf) >= FRESH_MILLIS;
    if (!old && (version == currentVersion || table.size() > SMALL)) {
      return;
    }
    version = currentVersion;
    asOf = atMillis;
    groceries = 0;
    var best = new PriorityQueue<>(TOP + 1, WORST);
    for (var pattern : table.all()) {
      groceries += pattern.key.startsWith(GROCERY) ? 1 : 0;
      double score = pattern.score(atMillis, slow);
      if (best.size() < TOP || score >= best.element().score()) {
        best.add(new Ranked(pattern.key, score, pattern.count(atMillis, slow)));
        if (best.size() > TOP) {
          best.remove();
        }
      }
    }
    var ranked = new ArrayList<>(best);
    ranked.sort(WORST.reversed());
    top = List.copyOf(ranked);
  }

  List<Ranked> top() {
    return top;
  }

  int groceries() {
    return groceries;
  }
}
