package io.cachewarmer.popularity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The patterns that are worth a place, at most so many, and which of them changed since they were
 * last saved. Of one thread.
 *
 * <p>A key that is new to a full table is admitted only if it came more often lately than the
 * coldest of a few patterns drawn at random (TinyLFU): a flood of keys asked for once finds that the
 * victims came as often, and stays outside. The coldest of a draw stays in the draw until it leaves,
 * so that a refusal costs one look more and not eight. The work of an access is bounded, whatever comes.
 */
final class PatternTable {

  private static final int DRAWN = 8;

  private final Map<String, Pattern> byKey = new HashMap<>();
  // The same patterns without order, for drawing victims and for walking a few at a time.
  private final List<Pattern> slots = new ArrayList<>();
  private final FrequencySketch sketch;
  private final int capacity;
  private final Decay decay;
  private final RandomGenerator random;
  private final Consumer<Pattern> onLeave;

  private List<Pattern> dirty = new ArrayList<>();
  // Saved once, and no longer here.
  private Set<String> gone = new LinkedHashSet<>();
  private int hand;
  private int coldest = -1;
  private long refused;
  private long evicted;
  private long expired;

  PatternTable(int capacity, Decay decay, RandomGenerator random, Consumer<Pattern> onLeave) {
    this.capacity = capacity;
    this.decay = decay;
    this.random = random;
    this.onLeave = onLeave;
    sketch = new FrequencySketch(capacity);
  }

  Optional<Pattern> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** The pattern of a key that is asked for now; empty when the key is not worth a place yet. */
  Optional<Pattern> admit(String key, long atMillis) {
    return admit(key, atMillis, false);
  }

  /** @param crowded whether a place must be fought for even though some are free */
  Optional<Pattern> admit(String key, long atMillis, boolean crowded) {
    int hash = key.hashCode();
    sketch.add(hash);
    var known = byKey.get(key);
    if (known == null) {
      if ((crowded || slots.size() >= capacity) && !slots.isEmpty()) {
        var victim = victim(atMillis);
        if (sketch.estimate(hash) <= sketch.estimate(victim.key.hashCode())) {
          refused++;
          return Optional.empty();
        }
        evicted++;
        remove(victim);
      }
      known = new Pattern(key, atMillis);
      known.saved = gone.remove(key);
      place(known);
    }
    mark(known);
    return Optional.of(known);
  }

  /** Puts back a saved pattern; false when there is no room for it. */
  boolean restore(Pattern pattern) {
    if (slots.size() >= capacity || byKey.containsKey(pattern.key)) {
      gone.add(pattern.key);
      return false;
    }
    int hash = pattern.key.hashCode();
    // As often as the sketch can tell apart, so that a restart does not open the gate to a flood.
    for (int times = (int) Math.min(15, Math.ceil(pattern.count(pattern.lastAccess, decay)));
        times > 0;
        times--) {
      sketch.add(hash);
    }
    pattern.saved = true;
    place(pattern);
    return true;
  }

  /** Removes the coldest of a few others; false when there is none. */
  boolean evictOther(Pattern kept, long atMillis) {
    if (slots.size() < 2) {
      return false;
    }
    var victim = victim(atMillis);
    if (victim == kept) {
      victim = slots.get(kept.slot == 0 ? 1 : kept.slot - 1);
    }
    evicted++;
    remove(victim);
    return true;
  }

  /** Looks at so many patterns, going round, and drops those not asked for since. */
  void expire(long sinceMillis, int work) {
    for (int i = Math.min(work, slots.size()); i > 0; i--) {
      hand = hand >= slots.size() ? 0 : hand;
      var pattern = slots.get(hand);
      if (pattern.lastAccess < sinceMillis) {
        expired++;
        remove(pattern);
      } else {
        hand++;
      }
    }
  }

  void mark(Pattern pattern) {
    if (!pattern.dirty) {
      pattern.dirty = true;
      dirty.add(pattern);
    }
  }

  void clear() {
    List.copyOf(slots).forEach(this::remove);
    sketch.clear();
    dirty = new ArrayList<>();
    gone = new LinkedHashSet<>();
  }

  /** Unordered; valid until the next change. */
  List<Pattern> all() {
    return slots;
  }

  int size() {
    return slots.size();
  }

  long refused() {
    return refused;
  }

  long evicted() {
    return evicted;
  }

  long expired() {
    return expired;
  }

  /** Hands over what changed; the marks come back by {@link #saveFailed}. */
  TableChanges takeChanges() {
    var changes = new TableChanges(dirty, gone);
    for (var pattern : dirty) {
      pattern.dirty = false;
      pattern.saving = pattern.alive;
    }
    dirty = new ArrayList<>();
    gone = new LinkedHashSet<>();
    return changes;
  }

  void saveKept(TableChanges changes) {
    for (var pattern : changes.patterns()) {
      pattern.saved |= pattern.saving;
      pattern.saving = false;
    }
  }

  void saveFailed(TableChanges changes) {
    for (var pattern : changes.patterns()) {
      pattern.saving = false;
      if (pattern.alive) {
        mark(pattern);
      }
    }
    for (var key : changes.gone()) {
      var back = byKey.get(key);
      if (back == null) {
        gone.add(key);
      } else {
        back.saved = true;
      }
    }
  }

  private Pattern victim(long atMillis) {
    int draws = coldest < 0 ? DRAWN : 1;
    var victim = slots.get(coldest < 0 ? random.nextInt(slots.size()) : coldest);
    double least = victim.count(atMillis, decay);
    for (int i = 0; i < draws; i++) {
      var other = slots.get(random.nextInt(slots.size()));
      double count = other.count(atMillis, decay);
      if (count < least) {
        least = count;
        victim = other;
      }
    }
    coldest = victim.slot;
    return victim;
  }

  private void place(Pattern pattern) {
    pattern.slot = slots.size();
    slots.add(pattern);
    byKey.put(pattern.key, pattern);
  }

  private void remove(Pattern pattern) {
    byKey.remove(pattern.key);
    var last = slots.remove(slots.size() - 1);
    if (last != pattern) {
      slots.set(pattern.slot, last);
      last.slot = pattern.slot;
    }
    // Slots have moved: the next draw begins anew.
    coldest = -1;
    if (pattern.saved || pattern.saving) {
      gone.add(pattern.key);
    }
    pattern.alive = false;
    onLeave.accept(pattern);
  }
}
