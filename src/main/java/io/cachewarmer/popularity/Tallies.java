package io.cachewarmer.popularity;

import java.util.Optional;
import java.util.stream.Stream;

/** What a node's learner counted, as other nodes are told of it. Of the learner's thread. */
public final class Tallies {

  private final Learner learner;

  public Tallies(Learner learner) {
    this.learner = learner;
  }

  /** Empty for a key that has no place in the tables. */
  public Optional<KeyCount> of(String key) {
    return learner
        .items
        .find(key)
        .map(item -> item.told(false, learner.forgets))
        .or(() ->
            learner.book.table().find(key).map(question -> question.told(true, learner.forgets)));
  }

  /** All items added up, under {@link KeyCount#STORE}. */
  public KeyCount store() {
    return learner.store.sum().told(false, learner.forgets);
  }

  /** All keys in the tables; valid until the next change. */
  public Stream<String> keys() {
    return Stream.concat(learner.items.all().stream(), learner.book.table().all().stream())
        .map(pattern -> pattern.key);
  }

  /** Accesses since the beginning, not decayed; those that were sampled out are made up for. */
  public long accesses() {
    return Math.round(learner.accesses);
  }

  /** When listening began; 0 before any access. */
  public long firstAccessMillis() {
    return learner.firstAccess;
  }
}
