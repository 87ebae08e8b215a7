package io.cachewarmer.replay.policy;

import java.util.List;

/** Decides what is loaded before it is asked for, and what leaves. It is asked in order of time. */
public interface Policy {

  /**
   * Decides whatever falls due before that moment. Decisions carry their own times, from that of
   * the last access on and before {@code toMillis}.
   */
  void advance(long toMillis);

  /**
   * Hears of an access. On a miss the item has been loaded; a policy with a full cache then evicts,
   * before any warm. Decisions carry the time of the access.
   *
   * @param hit whether the simulator had a fresh value
   */
  void accessed(Access access, boolean hit);

  /** How its forecasts came true, when it makes any. */
  default List<Reliability> reliability() {
    return List.of();
  }
}
