package io.cachewarmer.popularity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The demand that this node has learned of, with what others counted added to it. Alone it says exactly what the
 * learner says. Of the learner's thread.
 */
public final class SharedDemand {

  private final Learner learner;
  private final Elsewhere elsewhere;
  private final TopKeys top;

  public SharedDemand(Learner learner, Elsewhere elsewhere) {
    this.learner = learner;
    this.elsewhere = elsewhere;
    top = new TopKeys(elsewhere);
  }

  /** What is known of an item's key or of a question's. */
  public Optional<PatternView> find(String key, long atMillis) {
    var own = learner.find(key, atMillis);
    var others = elsewhere.counted(key);
    if (others.isEmpty()) {
      return own;
    }
    var merging = new Merging(atMillis, learner.forgets);
    return Optional.of(
        own.map(view -> merging.add(view, others)).orElseGet(() -> merging.of(key, others)));
  }

  public DemandSnapshot snapshot(long atMillis) {
    var own = learner.snapshot(atMillis);
    if (elsewhere.isEmpty()) {
      return own;
    }
    long since = atMillis - learner.rules.retentionMillis();
    return merged(
        own,
        elsewhere
            .unknownTo(key -> isKnown(key, since), atMillis, learner.forgets)
            .filter(view -> view.lastAccessMillis() >= since));
  }

  /** Of these keys alone: no categories, and nothing of the last hour. */
  public DemandSnapshot snapshot(long atMillis, Set<String> keys) {
    var own = learner.snapshot(atMillis, keys);
    if (elsewhere.isEmpty()) {
      return own;
    }
    long since = atMillis - learner.rules.retentionMillis();
    return merged(
        own,
        keys.stream()
            .filter(key -> !isKnown(key, since))
            .flatMap(key -> elsewhere.view(key, atMillis, learner.forgets).stream()));
  }

  /** Days listened by the node that has listened longest. */
  public double exposureDays(long atMillis) {
    double own = learner.exposureDays(atMillis);
    long first = elsewhere.firstAccess();
    return first == Long.MAX_VALUE
        ? own
        : Math.max(own, learner.forgets.slow().exposureDays(first, atMillis));
  }

  public DemandFigures figures(long atMillis) {
    var own = learner.figures(atMillis);
    if (elsewhere.isEmpty()) {
      return own;
    }
    top.refresh(learner.items, learner.version + elsewhere.version(), atMillis, learner.forgets);
    return new DemandFigures(
        own.patterns(),
        own.queries(),
        own.groceries(),
        own.accesses(),
        own.averageResponseMillis(),
        own.promptHitRatio(),
        top.top());
  }

  private boolean isKnown(String key, long sinceMillis) {
    return learner
        .items
        .find(key)
        .filter(item -> item.lastAccess >= sinceMillis)
        .isPresent();
  }

  private DemandSnapshot merged(DemandSnapshot own, Stream<PatternView> additional) {
    long at = own.atMillis();
    var forgets = learner.forgets;
    var patterns = new ArrayList<PatternView>(own.patterns().size());
    own.patterns().forEach(view -> patterns.add(elsewhere.merged(view, at, forgets)));
    additional.forEach(patterns::add);
    var prompts = own.prompts().stream()
        .map(prompt -> new PromptView(
            elsewhere.merged(prompt.pattern(), at, forgets),
            prompt.model(),
            prompt.query(),
            prompt.answer()))
        .toList();
    return new DemandSnapshot(
        at,
        exposureDays(at),
        own.accesses(),
        Collections.unmodifiableList(patterns),
        prompts,
        own.categories(),
        store(own.store(), at),
        own.askedLastHour());
  }

  private CategoryView store(CategoryView own, long atMillis) {
    var merging = new Merging(atMillis, learner.forgets);
    double count = own.count();
    double recent = own.recentCount();
    for (var other : elsewhere.counted(KeyCount.STORE)) {
      count += merging.count(other);
      recent += merging.recentCount(other);
    }
    var profile = own.count() > 0 ? own.profile().times(count / own.count()) : own.profile();
    return new CategoryView(own.category(), count, recent, profile);
  }
}
