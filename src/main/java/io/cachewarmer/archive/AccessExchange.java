package io.cachewarmer.archive;

import io.cachewarmer.access.ItemAccess;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * What nodes were asked for, told to each other about once a second, so that each can learn from all of it. Each
 * node's telling is a log that others read at their own pace; it is bounded, and what was not read in time falls
 * out of it. Never on the path of an acknowledgement. One call of a kind at a time.
 */
public interface AccessExchange {

  /** Accesses in an entry, at most, and fresh values. */
  int MOST_EVENTS = 2_000;

  /** A value that a node has warmed, and until when it serves. */
  record Fresh(String key, long atMillis, long expiresAtMillis) {}

  /**
   * One telling.
   *
   * @param process names the process that tells; others number their entries anew
   * @param number of the entry, one more than that of the one before
   * @param eventsBefore events in all entries before, so that others know how much they missed
   * @param accesses that were counted meanwhile, also those that are not learned from
   * @param cycleWarms that cycles paid for meanwhile, {@code eventWarms} decisions at events
   * @param fresh values that were warmed meanwhile
   * @param events key, category, session, user, time and hit; the rest is empty
   */
  record Entry(
      long process,
      long number,
      long eventsBefore,
      int accesses,
      int cycleWarms,
      int eventWarms,
      List<Fresh> fresh,
      List<ItemAccess> events) {
    /** Something that was not told by a node of ours: passed over. */
    public static final Entry UNREADABLE = new Entry(0, 0, 0, 0, 0, 0, List.of(), List.of());

    public Entry {
      fresh = List.copyOf(fresh);
      events = List.copyOf(events);
    }
  }

  /**
   * @param position of the entry in what the node tells, to go on after it
   */
  record Heard(String node, String position, Entry entry) {}

  /** Adds an entry to this node's log. When the reply is lost it may be there, and there again after a repetition. */
  Future<Void> tell(String node, Entry entry);

  /** What others have told after these positions, of each the eldest first; of a node without one from the first on. */
  Future<List<Heard>> hear(String node, Map<String, String> positions);

  /** Whether there is anybody to exchange with. */
  default boolean isShared() {
    return true;
  }

  /** For a node that is alone. */
  static AccessExchange none() {
    return new AccessExchange() {
      @Override
      public Future<Void> tell(String node, Entry entry) {
        return Future.succeededFuture();
      }

      @Override
      public Future<List<Heard>> hear(String node, Map<String, String> positions) {
        return Future.succeededFuture(List.of());
      }

      @Override
      public boolean isShared() {
        return false;
      }
    };
  }
}
