package io.cachewarmer.popularity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What other nodes counted, each for itself: nobody's count is part of another's, and so the sum over nodes is
 * exact however often one of them is told anew (a state-based counter: Shapiro et al., "Conflict-free replicated
 * data types", 2011). Bounded in nodes and in keys of each. Of one thread.
 */
public final class Elsewhere {

  public static final int MOST_NODES = 64;

  private static final class Node {
    final Map<String, KeyCount> counts = new HashMap<>();
    long firstAccess;
  }

  private final Map<String, Node> nodes = new HashMap<>();
  private final int mostKeys;
  private long version;
  private long turnedAway;

  /** @param mostKeys kept of each node */
  public Elsewhere(int mostKeys) {
    this.mostKeys = mostKeys;
  }

  static Elsewhere nobody() {
    return new Elsewhere(0);
  }

  /**
   * Takes over what a node counted of these keys, in place of what was known of them.
   *
   * @param firstAccessMillis when that node began to listen; 0 = it has heard nothing
   */
  public void put(String name, long firstAccessMillis, List<KeyCount> counts) {
    if (!nodes.containsKey(name) && nodes.size() >= MOST_NODES) {
      turnedAway += counts.size();
      return;
    }
    var node = nodes.computeIfAbsent(name, unknown -> new Node());
    node.firstAccess = firstAccessMillis;
    for (var one : counts) {
      if (node.counts.size() < mostKeys || node.counts.containsKey(one.key())) {
        node.counts.put(one.key(), one);
      } else {
        turnedAway++;
      }
    }
    version++;
  }

  public void forget(String name) {
    version += nodes.remove(name) == null ? 0 : 1;
  }

  /** Drops what no node was asked for since. */
  public void expire(long sinceMillis) {
    for (var node : nodes.values()) {
      node.counts.values().removeIf(one -> one.lastAccessMillis() < sinceMillis);
    }
  }

  public int nodes() {
    return nodes.size();
  }

  public int keys() {
    return nodes.values().stream().mapToInt(node -> node.counts.size()).sum();
  }

  /** Counts for which there was no room so far. */
  public long turnedAway() {
    return turnedAway;
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  long version() {
    return version;
  }

  /** Since when any other node has listened; {@code Long.MAX_VALUE} when none has. */
  long firstAccess() {
    return nodes.values().stream()
        .mapToLong(node -> node.firstAccess)
        .filter(at -> at > 0)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** What each of the nodes that know the key counted of it. */
  List<KeyCount> counted(String key) {
    if (nodes.isEmpty()) {
      return List.of();
    }
    var counted = new ArrayList<KeyCount>();
    for (var node : nodes.values()) {
      Optional.ofNullable(node.counts.get(key)).ifPresent(counted::add);
    }
    return counted;
  }

  PatternView merged(PatternView own, long atMillis, Forgetting forgets) {
    var others = counted(own.key());
    return others.isEmpty() ? own : new Merging(atMillis, forgets).add(own, others);
  }

  /** What others alone know of an item's key. */
  Optional<PatternView> view(String key, long atMillis, Forgetting forgets) {
    var counted = counted(key);
    return counted.isEmpty() || counted.get(0).question()
        ? Optional.empty()
        : Optional.of(new Merging(atMillis, forgets).of(key, counted));
  }

  /** Items that only others have been asked for. */
  Stream<PatternView> unknownTo(Predicate<String> known, long atMillis, Forgetting forgets) {
    return nodes.values().stream()
        .flatMap(node -> node.counts.values().stream())
        .filter(one -> !one.question() && !one.key().equals(KeyCount.STORE))
        .map(KeyCount::key)
        .distinct()
        .filter(key -> !known.test(key))
        .map(key -> new Merging(atMillis, forgets).of(key, counted(key)));
  }
}
