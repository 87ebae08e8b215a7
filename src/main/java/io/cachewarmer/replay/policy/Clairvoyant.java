package io.cachewarmer.replay.policy;

import io.cachewarmer.replay.trace.Trace;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The upper bound: knows the whole trace, warms an item a millisecond before it would miss, and
 * evicts what is used farthest in the future.
 */
final class Clairvoyant implements Policy {

  private final Trace trace;
  private final Decisions decisions;
  private final NextUses uses;
  private final BitSet worthWarming;
  private final FarSighted held;
  private final long ttlMillis;
  private int position;

  Clairvoyant(Trace trace, Setting setting, Decisions decisions) {
    this.trace = trace;
    this.decisions = decisions;
    this.ttlMillis = setting.ttlMillis();
    this.uses = new NextUses(trace, ttlMillis);
    this.worthWarming = Foresight.worthWarming(trace, setting, uses);
    this.held = new FarSighted(trace.items(), setting);
  }

  @Override
  public void advance(long toMillis) {
    for (int i = position; i < trace.size() && trace.timeAt(i) == toMillis; i++) {
      int item = trace.itemAt(i);
      if (worthWarming.get(i) && !held.isFresh(item, toMillis) && ttlMillis > 1) {
        warm(item, i, toMillis - 1);
      }
    }
  }

  private void warm(int item, int use, long now) {
    if (held.hasRoomFor(item, use, now)) {
      decisions.warm(trace.itemName(item), now, name(held.load(item, use, now)));
    }
  }

  @Override
  public void accessed(Access access, boolean hit) {
    int index = position++;
    int item = trace.itemAt(index);
    long now = access.atMillis();
    if (hit) {
      held.read(item, uses.after(index, held.loadedAt(item)));
    } else {
      name(held.load(item, uses.after(index, now), now))
          .ifPresent(victim -> decisions.evict(victim, now));
    }
  }

  private Optional<String> name(OptionalInt item) {
    return item.isPresent() ? Optional.of(trace.itemName(item.getAsInt())) : Optional.empty();
  }
}
