package io.cachewarmer.popularity;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;

/**
 * All that is learned of demand, from events in the order in which they are given. Bounded in every
 * part; of one thread. Its time is the events' own, so that a replayed journal teaches it the same.
 */
public final class Learner {

  static final int MOST_CATEGORIES = 1_000;

  private static final int MOST_SESSIONS = 10_000;
  private static final long RELATED_NAMES_BYTES = 8L << 20;
  // Patterns looked at for expiry with each batch, and one more with each so many events.
  private static final int EXPIRY_WORK = 64;
  private static final int EVENTS_PER_EXPIRY = 16;
  private static final double LEAST_EXPOSURE_DAYS = .25;

  final LearningRules rules;
  private final Function<PromptAccess, String> promptKey;
  final Forgetting forgets;
  private final LocalHours hours;
  private final double weight;
  private final KeyPool relatedNames = new KeyPool(RELATED_NAMES_BYTES);
  private final Sessions sessions = new Sessions(MOST_SESSIONS);
  private final Answered answered = new Answered();
  private final TopKeys topKeys = new TopKeys(Elsewhere.nobody());
  final PatternTable items;
  private final PatternTable categories;
  final QueryBook book;
  final StoreTotal store = new StoreTotal();
  long firstAccess;
  private long latestAccess;
  double accesses;
  long version;
  private long savedVersion;

  /** @param promptKey the key under which the answer to a question is cached */
  public Learner(
      LearningRules rules, RandomGenerator random, Function<PromptAccess, String> promptKey) {
    this.rules = rules;
    this.promptKey = promptKey;
    forgets = Forgetting.perDay(rules.decayFactor());
    hours = new LocalHours(rules.zone());
    weight = 1 / rules.sampleRate();
    items = new PatternTable(rules.maxPatterns(), forgets.slow(), random, this::left);
    categories = new PatternTable(MOST_CATEGORIES, forgets.slow(), random, this::left);
    book = new QueryBook(forgets.slow(), random);
  }

  /** @param heard told each key and its weight, also of keys that got no place in the table */
  public void learn(List<AccessEvent> events, ObjDoubleConsumer<String> heard) {
    for (var event : events) {
      begin(event.atMillis());
      if (event instanceof ItemAccess item) {
        learnItem(item);
        heard.accept(item.key(), weight);
      } else if (event instanceof PromptAccess prompt) {
        var key = promptKey.apply(prompt);
        learnPrompt(key, prompt);
        heard.accept(key, weight);
      }
    }
    store.settle(forgets);
    int work = events.size() / EVENTS_PER_EXPIRY + EXPIRY_WORK;
    long since = latestAccess - rules.retentionMillis();
    items.expire(since, work);
    categories.expire(since, work);
    book.table().expire(since, work);
    version++;
  }

  /** What is known of an item's key or of a question's. */
  public Optional<PatternView> find(String key, long atMillis) {
    return items
        .find(key)
        .or(() -> book.table().find(key))
        .filter(pattern -> isRetained(pattern, atMillis))
        .map(pattern -> pattern.view(atMillis, forgets));
  }

  public DemandSnapshot snapshot(long atMillis) {
    return new SnapshotMaker(atMillis, atMillis - rules.retentionMillis(), forgets)
        .make(exposureDays(atMillis), Math.round(accesses), items, categories, book, store.sum());
  }

  /** Of these keys alone: no categories, and nothing of the last hour. */
  public DemandSnapshot snapshot(long at, Set<String> keys) {
    return new SnapshotMaker(at, at - rules.retentionMillis(), forgets)
        .makeOf(keys, exposureDays(at), Math.round(accesses), items, book, store.sum());
  }

  /** Decayed time listened so far, in days; at least a quarter, so that rates stay finite. */
  public double exposureDays(long atMillis) {
    double days = accesses == 0 ? 0 : forgets.slow().exposureDays(firstAccess, atMillis);
    return Math.max(LEAST_EXPOSURE_DAYS, days);
  }

  public DemandFigures figures(long atMillis) {
    topKeys.refresh(items, version, atMillis, forgets);
    return new DemandFigures(
        items.size(),
        book.table().size(),
        topKeys.groceries(),
        Math.round(accesses),
        answered.meanMillis(),
        answered.cachedShare(),
        topKeys.top());
  }

  /** Forgets everything; the number of patterns and questions that were known. */
  public long clear() {
    long known = (long) items.size() + book.table().size();
    items.clear();
    categories.clear();
    book.table().clear();
    sessions.clear();
    answered.clear();
    store.clear();
    firstAccess = 0;
    latestAccess = 0;
    accesses = 0;
    version++;
    savedVersion = version;
    return known;
  }

  public boolean changed() {
    return version != savedVersion;
  }

  /** Starts a save. Nothing may be learned until the export is through its slices. */
  public Export beginSave() {
    var export = new Export(
        version,
        firstAccess,
        Math.round(accesses),
        items.takeChanges(),
        categories.takeChanges(),
        book.table().takeChanges(),
        book);
    if (accesses > 0) {
      export.addTotal(store.sum().state(StateNames.STORE));
    }
    if (!answered.isEmpty()) {
      export.addTotal(answered.state(StateNames.ANSWERED));
    }
    return export;
  }

  public void saveKept(Export export) {
    savedVersion = export.version();
    items.saveKept(export.items());
    categories.saveKept(export.categories());
    book.table().saveKept(export.prompts());
  }

  /** Everything of the export counts as changed again. */
  public void saveFailed(Export export) {
    items.saveFailed(export.items());
    categories.saveFailed(export.categories());
    book.table().saveFailed(export.prompts());
  }

  /** First part of a restore, into an empty learner; patterns and prompts may follow in pieces. */
  public void restore(long firstAccessMillis, long accessCount) {
    firstAccess = firstAccessMillis;
    accesses = accessCount;
  }

  public void restorePatterns(List<PatternState> states) {
    for (var state : states) {
      latestAccess = Math.max(latestAccess, state.lastAccessMillis());
      if (state.key().equals(StateNames.STORE)) {
        store.restore(new Pattern(state, "", forgets, relatedNames));
      } else if (state.key().equals(StateNames.ANSWERED)) {
        answered.restore(state);
      } else if (StateNames.isCategory(state.key())) {
        var name = StateNames.categoryIn(state.key());
        putBack(categories, new Pattern(state, name, forgets, relatedNames));
      } else {
        putBack(items, new Pattern(state, state.key(), forgets, relatedNames));
      }
    }
  }

  public void restorePrompts(List<PromptState> states) {
    for (var state : states) {
      latestAccess = Math.max(latestAccess, state.pattern().lastAccessMillis());
      book.restore(state, forgets, relatedNames);
    }
  }

  public int patterns() {
    return items.size();
  }

  public double promptHitRatio() {
    return answered.cachedShare();
  }

  /** New keys turned away so far because the table was full of better ones. */
  public long refused() {
    return items.refused() + book.table().refused();
  }

  /** Keys that gave way to better ones so far, or were not asked for in too long. */
  public long evicted() {
    var prompts = book.table();
    return items.evicted() + items.expired() + prompts.evicted() + prompts.expired();
  }

  private void begin(long atMillis) {
    if (accesses == 0) {
      firstAccess = atMillis;
    }
    firstAccess = Math.min(firstAccess, atMillis);
    latestAccess = Math.max(latestAccess, atMillis);
    accesses += weight;
  }

  private void learnItem(ItemAccess item) {
    long at = item.atMillis();
    int hour = hours.at(at);
    store.add(hour, weight, at, forgets);
    var admitted = items.admit(item.key(), at);
    var category = item.category();
    if (category.isEmpty() && admitted.isPresent()) {
      category = admitted.get().category;
    }
    if (!category.isEmpty()) {
      category = countCategory(category, item, hour);
    }
    if (admitted.isPresent()) {
      var pattern = admitted.get();
      pattern.count(at, hour, weight, item.hit(), item.loadMillis(), forgets);
      pattern.category = category;
      pattern.bytes = item.bytes() > 0 ? item.bytes() : pattern.bytes;
      for (var related : item.related()) {
        pattern.tell(related, weight, relatedNames);
      }
      seeTogether(item, pattern);
    }
  }

  /** The category's one name for all its patterns; empty when it got no place. */
  private String countCategory(String name, ItemAccess item, int hour) {
    var admitted = categories.admit(name, item.atMillis());
    if (admitted.isEmpty()) {
      return "";
    }
    var category = admitted.get();
    category.count(item.atMillis(), hour, weight, item.hit(), item.loadMillis(), forgets);
    return category.key;
  }

  private void seeTogether(ItemAccess item, Pattern pattern) {
    var session = item.sessionId().isEmpty() ? item.userId() : item.sessionId();
    if (!session.isEmpty()) {
      sessions.visit(session, pattern, item.atMillis(), this::link);
    }
  }

  private void link(Pattern one, Pattern other) {
    one.observe(other.key, weight, relatedNames);
    other.observe(one.key, weight, relatedNames);
    items.mark(one);
  }

  private void learnPrompt(String key, PromptAccess prompt) {
    answered.count(weight, prompt.cached(), prompt.responseMillis());
    int hour = hours.at(prompt.atMillis());
    book.admit(key, prompt)
        .ifPresent(pattern -> pattern.count(
            prompt.atMillis(), hour, weight, prompt.cached(), prompt.responseMillis(), forgets));
  }

  private boolean isRetained(Pattern pattern, long atMillis) {
    return pattern.lastAccess >= atMillis - rules.retentionMillis();
  }

  private void putBack(PatternTable table, Pattern pattern) {
    if (!table.restore(pattern)) {
      pattern.leave(relatedNames);
    }
  }

  private void left(Pattern pattern) {
    pattern.leave(relatedNames);
  }
}
