package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.policy.Access;
import io.cachewarmer.replay.policy.Decisions;
import io.cachewarmer.replay.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/** Warms and evicts what the dice say, within the rules. */
final class RandomPolicy implements Policy {

  private final Random random;
  private final long ttlMillis;
  private final OptionalInt capacity;
  private final Decisions decisions;
  private final List<String> seen = new ArrayList<>();
  private final TreeMap<String, Long> held = new TreeMap<>();
  private long last;

  RandomPolicy(long seed, long ttlMillis, OptionalInt capacity, Decisions decisions) {
    this.random = new Random(seed);
    this.ttlMillis = ttlMillis;
    this.capacity = capacity;
    this.decisions = decisions;
  }

  @Override
  public void advance(long toMillis) {
    long at = last;
    while (!seen.isEmpty() && random.nextInt(3) == 0) {
      at += random.nextInt((int) Math.min(toMillis - at, 100_000));
      String item = seen.get(random.nextInt(seen.size()));
      decisions.warm(item, at, keep(item, at));
    }
  }

  @Override
  public void accessed(Access access, boolean hit) {
    last = access.atMillis();
    if (!seen.contains(access.item())) {
      seen.add(access.item());
    }
    if (!hit) {
      keep(access.item(), last).ifPresent(victim -> decisions.evict(victim, last));
    }
    // With limited memory the order of rows within a millisecond would matter, and a file does not
    // tell it.
    if (capacity.isEmpty() && random.nextInt(6) == 0) {
      decisions.warm(seen.get(random.nextInt(seen.size())), last, Optional.empty());
    }
  }

  /** Holds the item; tells what has to leave for it, at times the item itself. */
  private Optional<String> keep(String item, long now) {
    held.values().removeIf(loaded -> now - loaded >= ttlMillis);
    held.put(item, now);
    if (held.size() <= capacity.orElse(Integer.MAX_VALUE)) {
      return Optional.empty();
    }
    var names = List.copyOf(held.keySet());
    String victim = names.get(random.nextInt(names.size()));
    held.remove(victim);
    return Optional.of(victim);
  }
}
