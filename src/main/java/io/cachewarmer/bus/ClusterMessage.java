package io.cachewarmer.bus;

import java.util.List;

/**
 * Everything that one node tells another. Small, because nothing holds back a sender; valid by construction,
 * because whoever reaches the port may send; and of no consequence when it comes twice.
 */
public sealed interface ClusterMessage {

  int LONGEST_KEY = 256;
  int MOST_KEYS = 1_000;

  /** Understood, and there is nothing to tell. */
  record Heeded() implements ClusterMessage {}

  /** Are you there? */
  record Ping() implements ClusterMessage {}

  /** Can you reach that node? */
  record Reach(String node) implements ClusterMessage {
    public Reach {
      check(isText(node, 64) && !node.isEmpty(), "a node");
    }
  }

  record Reached(boolean there) implements ClusterMessage {}

  /** Forget what you have learned, as the asker has. */
  record Forget() implements ClusterMessage {}

  /** The store that all share holds nothing any more, and was not lost. */
  record StoreEmptied(String sender) implements ClusterMessage {
    public StoreEmptied {
      check(isText(sender, 64), "a sender");
    }
  }

  /**
   * Warm this item of yours.
   *
   * @param worth what the planner of the asker thinks of it, for when room is needed
   * @param force even if what is there is fresh
   */
  record WarmItem(String key, double worth, boolean force) implements ClusterMessage {
    public WarmItem {
      check(isKey(key) && Double.isFinite(worth) && worth >= 0, "an item and a worth");
    }
  }

  /**
   * What became of it.
   *
   * @param failure the word for an origin that failed; empty when it was loaded
   * @param bytes as stored; 0 when it was not
   * @param problem a sentence; empty when it is stored
   */
  record ItemWarmed(String failure, boolean stored, long bytes, String problem)
      implements ClusterMessage {
    public ItemWarmed {
      check(isText(failure, 64) && bytes >= 0 && isText(problem, 1_024), "an outcome");
    }
  }

  /** That instant of that schedule has been fired: nobody else need. */
  record Fired(String schedule, long instantMillis) implements ClusterMessage {
    public Fired {
      check(isText(schedule, LONGEST_KEY), "a schedule");
    }
  }

  /**
   * What that node has deleted: these keys, or everything.
   *
   * @param sequence one more than in the last message of that sender that deleted anything; the same again
   *     in one that only shows that nothing was missed
   */
  record Invalidate(String sender, long sequence, boolean everything, List<String> keys)
      implements ClusterMessage {
    public Invalidate {
      keys = List.copyOf(keys);
      check(isText(sender, 64) && !sender.isEmpty() && sequence >= 0, "a sender");
      check(keys.size() <= MOST_KEYS && keys.stream().allMatch(ClusterMessage::isKey), "keys");
    }
  }

  private static boolean isKey(String key) {
    return !key.isEmpty()
        && isText(key, LONGEST_KEY)
        && key.codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean isText(String text, int longest) {
    return text.length() <= longest;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("not " + what);
    }
  }
}
