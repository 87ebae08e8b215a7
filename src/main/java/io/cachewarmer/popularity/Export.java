package io.cachewarmer.popularity;

import io.cachewarmer.popularity.LearnedState.SeenId;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed since the last save, on its way to the archive in slices, so that no event loop is
 * held for a whole table. Profiles are shared with the learner, which copies before it writes.
 */
public final class Export {

  private final long version;
  private final long firstAccess;
  private final long accesses;
  private final TableChanges items;
  private final TableChanges categories;
  private final TableChanges prompts;
  private final QueryBook book;
  private final List<PatternState> patternStates = new ArrayList<>();
  private final List<PromptState> promptStates = new ArrayList<>();
  private int position;

  Export(
      long version,
      long firstAccess,
      long accesses,
      TableChanges items,
      TableChanges categories,
      TableChanges prompts,
      QueryBook book) {
    this.version = version;
    this.firstAccess = firstAccess;
    this.accesses = accesses;
    this.items = items;
    this.categories = categories;
    this.prompts = prompts;
    this.book = book;
  }

  /** Exports so many patterns more; false once there are none left. */
  public boolean nextSlice(int most) {
    int itemCount = items.patterns().size();
    int categoryEnd = itemCount + categories.patterns().size();
    int end = categoryEnd + prompts.patterns().size();
    int until = (int) Math.min(end, (long) position + most);
    for (; position < until; position++) {
      if (position < itemCount) {
        addItem(items.patterns().get(position));
      } else if (position < categoryEnd) {
        addCategory(categories.patterns().get(position - itemCount));
      } else {
        addPrompt(prompts.patterns().get(position - categoryEnd));
      }
    }
    return position < end;
  }

  /** The state, once all slices are through. */
  public LearnedState state(long coveredUpTo, List<SeenId> recentIds) {
    if (nextSlice(0)) {
      throw new IllegalStateException("the export is not through its slices");
    }
    var patternsGone = new ArrayList<>(items.gone());
    categories.gone().forEach(name -> patternsGone.add(StateNames.ofCategory(name)));
    return new LearnedState(
        coveredUpTo,
        firstAccess,
        accesses,
        patternStates,
        patternsGone,
        promptStates,
        List.copyOf(prompts.gone()),
        recentIds);
  }

  void addTotal(PatternState total) {
    patternStates.add(total);
  }

  long version() {
    return version;
  }

  TableChanges items() {
    return items;
  }

  TableChanges categories() {
    return categories;
  }

  TableChanges prompts() {
    return prompts;
  }

  private void addItem(Pattern pattern) {
    if (pattern.alive) {
      patternStates.add(pattern.state(pattern.key));
    }
  }

  private void addCategory(Pattern pattern) {
    if (pattern.alive) {
      patternStates.add(pattern.state(StateNames.ofCategory(pattern.key)));
    }
  }

  private void addPrompt(Pattern pattern) {
    if (pattern.alive) {
      promptStates.add(book.state(pattern));
    }
  }
}
