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

  private final Elsewhere elsewhere;
  private List<Ranked> top = List.of();
  private int groceries;
  private long version = -1;
  private long asOf;

  /** @param elsewhere counted in as well */
  TopKeys(Elsewhere elsewhere) {
    this.elsewhere = elsewhere;
  }

  void refresh(PatternTable table, long currentVersion, long atMillis, Forgetting forgets) {
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
      offer(best, ranked(pattern, atMillis, forgets));
    }
    elsewhere
        .unknownTo(key -> table.find(key).isPresent(), atMillis, forgets)
        .forEach(view -> offer(best, new Ranked(view.key(), view.score(), view.count())));
    var ranked = new ArrayList<>(best);
    ranked.sort(WORST.reversed());
    top = List.copyOf(ranked);
  }

  private Ranked ranked(Pattern pattern, long atMillis, Forgetting forgets) {
    if (elsewhere.counted(pattern.key).isEmpty()) {
      var slow = forgets.slow();
      return new Ranked(pattern.key, pattern.score(atMillis, slow), pattern.count(atMillis, slow));
    }
    var merged = elsewhere.merged(pattern.view(atMillis, forgets), atMillis, forgets);
    return new Ranked(merged.key(), merged.score(), merged.count());
  }

  private static void offer(PriorityQueue<Ranked> best, Ranked one) {
    if (best.size() < TOP || one.score() >= best.element().score()) {
      best.add(one);
      if (best.size() > TOP) {
        best.remove();
      }
    }
  }

  List<Ranked> top() {
    return top;
  }

  int groceries() {
    return groceries;
  }
}
