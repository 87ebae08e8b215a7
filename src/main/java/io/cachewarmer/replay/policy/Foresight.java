package io.cachewarmer.replay.policy;

import io.cachewarmer.replay.trace.Trace;
import java.util.BitSet;

/**
 * Which accesses are worth a warm when the future is known: those that would miss, as many as the
 * budget allows.
 *
 * <p>A token bucket fills by the budget at each access and runs from the end of the trace to its
 * start. So the warms keep to the budget over every end part of the trace, wherever its counting
 * begins, and over any stretch exceed it by no more than a burst.
 */
final class Foresight {

  private Foresight() {}

  static BitSet worthWarming(Trace trace, Setting setting, NextUses uses) {
    var misses = missesOnDemand(trace, setting, uses);
    double room = Math.max(1, Burst.of(trace, setting) - 1);
    double tokens = 0;
    for (int i = trace.size() - 1; i >= 0; i--) {
      tokens = Math.min(room, tokens + setting.budget());
      if (misses.get(i)) {
        if (tokens >= 1) {
          tokens--;
        } else {
          misses.clear(i);
        }
      }
    }
    return misses;
  }

  /** Misses that a warm could save: the item was asked for before, at an earlier time. */
  private static BitSet missesOnDemand(Trace trace, Setting setting, NextUses uses) {
    var misses = new BitSet(trace.size());
    var held = new FarSighted(trace.items(), setting);
    var firstSeen = new long[trace.items()];
    int known = 0;
    for (int i = 0; i < trace.size(); i++) {
      int item = trace.itemAt(i);
      long now = trace.timeAt(i);
      if (item == known) {
        firstSeen[known++] = now;
      }
      if (held.isFresh(item, now)) {
        held.read(item, uses.after(i, held.loadedAt(item)));
      } else {
        misses.set(i, firstSeen[item] < now);
        held.load(item, uses.after(i, now), now);
      }
    }
    return misses;
  }
}
