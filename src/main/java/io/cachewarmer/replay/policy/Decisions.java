package io.cachewarmer.replay.policy;

import java.util.Optional;

/** Where a policy tells its decisions, in order of time. */
public interface Decisions {

  /**
   * Loads an item before it is asked for. It serves accesses after {@code atMillis}.
   *
   * @param evicted what it pushed out of a full cache; the item itself when it is not kept
   */
  void warm(String item, long atMillis, Optional<String> evicted);

  /** Makes room for the item that a miss has just loaded; may name that item itself. */
  void evict(String item, long atMillis);
}
