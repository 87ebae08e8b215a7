package io.cachewarmer.popularity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/** Turns the tables into an immutable {@link DemandSnapshot} of one moment, sharing what is heavy. */
final class SnapshotMaker {

  static final int MOST_ASKED = 1_000;

  private static final long HOUR = 3_600_000;
  private static final Comparator<PatternView> OLDEST = Comparator.comparingLong(
          PatternView::lastAccessMillis)
      .thenComparing(PatternView::key, Comparator.reverseOrder());

  private final long atMillis;
  private final long sinceMillis;
  private final Forgetting forgets;

  /** @param sinceMillis what was last asked for before it is left out */
  SnapshotMaker(long atMillis, long sinceMillis, Forgetting forgets) {
    this.atMillis = atMillis;
    this.sinceMillis = sinceMillis;
    this.forgets = forgets;
  }

  DemandSnapshot make(
      double exposureDays,
      long accesses,
      PatternTable items,
      PatternTable categories,
      QueryBook book,
      Pattern store) {
    var patterns = patterns(items);
    return new DemandSnapshot(
        atMillis,
        exposureDays,
        accesses,
        patterns,
        prompts(book),
        categories(categories),
        total(store),
        askedLastHour(patterns));
  }

  DemandSnapshot makeOf(
      Set<String> keys,
      double exposureDays,
      long accesses,
      PatternTable items,
      QueryBook book,
      Pattern store) {
    return new DemandSnapshot(
        atMillis,
        exposureDays,
        accesses,
        retained(keys, items).map(pattern -> pattern.view(atMillis, forgets)).toList(),
        retained(keys, book.table())
            .map(pattern -> book.view(pattern, atMillis, forgets))
            .toList(),
        Map.of(),
        total(store),
        List.of());
  }

  private Stream<Pattern> retained(Set<String> keys, PatternTable table) {
    return keys.stream()
        .flatMap(key -> table.find(key).stream())
        .filter(pattern -> pattern.lastAccess >= sinceMillis);
  }

  private List<PatternView> patterns(PatternTable items) {
    var views = new ArrayList<PatternView>(items.size());
    for (var pattern : items.all()) {
      if (pattern.lastAccess >= sinceMillis) {
        views.add(pattern.view(atMillis, forgets));
      }
    }
    return java.util.Collections.unmodifiableList(views);
  }

  private List<PromptView> prompts(QueryBook book) {
    return book.table().all().stream()
        .filter(pattern -> pattern.lastAccess >= sinceMillis)
        .map(pattern -> book.view(pattern, atMillis, forgets))
        .toList();
  }

  private Map<String, CategoryView> categories(PatternTable table) {
    var views = new HashMap<String, CategoryView>(table.size() * 2);
    for (var category : table.all()) {
      if (category.lastAccess >= sinceMillis) {
        views.put(category.key, total(category));
      }
    }
    return java.util.Collections.unmodifiableMap(views);
  }

  private CategoryView total(Pattern sum) {
    return new CategoryView(
        sum.key,
        sum.count(atMillis, forgets.slow()),
        sum.recentCount(atMillis, forgets.fast()),
        sum.profile(atMillis, forgets.slow()));
  }

  private List<String> askedLastHour(List<PatternView> patterns) {
    var latest = new PriorityQueue<>(64, OLDEST);
    for (var view : patterns) {
      if (view.lastAccessMillis() < atMillis - HOUR) {
        continue;
      }
      if (latest.size() < MOST_ASKED) {
        latest.add(view);
      } else if (OLDEST.compare(view, latest.element()) > 0) {
        latest.remove();
        latest.add(view);
      }
    }
    var asked = new ArrayList<>(latest);
    asked.sort(OLDEST.reversed());
    return asked.stream().map(PatternView::key).toList();
  }
}
