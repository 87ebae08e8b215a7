package io.cachewarmer.bus;

import io.cachewarmer.access.AccessEvent;
import java.util.List;
import java.util.Map;

/** What a node tells itself of what other nodes have told it. */
public sealed interface SharedMessage extends Message.Elsewhere {

  /**
   * Learn from these too, which another node has in its journal. Sent in order, answered when learned.
   *
   * @param position of them in what that node has told, kept with what was learned from them
   * @param fresh values that node has warmed
   * @param cycleWarms that node's cycles made, from the budget that all share
   */
  record TeachElsewhere(
      String node,
      String position,
      List<AccessEvent> events,
      List<CacheNews.Entry> fresh,
      int cycleWarms)
      implements SharedMessage {}

  /** Up to where was learned from other nodes? Answered when everything sent before is learned. */
  record AskPositions() implements SharedMessage {}

  record Positions(Map<String, String> byNode) implements SharedMessage {}

  /** Published: accesses that other nodes heard, and warms that their prediction paid for. */
  record HeardElsewhere(int accesses, int warms) implements SharedMessage {}

  /** What has prediction paid for on this node? */
  record AskSpent() implements SharedMessage {}

  /** Since the start. */
  record Spent(long byCycles, long atEvents) implements SharedMessage {}
}
