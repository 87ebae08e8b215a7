package io.cachewarmer.plan.online;

import java.util.Optional;

/** Told what was decided, in order of time, at once. */
public interface Decisions {

  /**
   * Load it now, although nobody asks for it.
   *
   * @param evicted what has to leave for it
   * @param worth misses that it is expected to save, 0 to 1
   */
  void warm(String key, long atMillis, Optional<String> evicted, Cause cause, double worth);

  /** A miss loaded a value and this one leaves for it; it may be the loaded one itself. */
  void evict(String key, long atMillis);

  /** Why a warm is thought to be worth it. */
  enum Cause {
    /** The item is asked for often enough at this time of the week. */
    RATE,
    /** It goes with what was asked for in a session under way. */
    BASKET,
    /** A user who has just come used to ask for it. */
    HABIT
  }
}
