package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.State;

/**
 * Warms and accesses of the latter half of all that was heard so far: what was saved while there was little to
 * learn from must not be spent so late that the budget is exceeded for long. Keeps the sum of warms at some
 * accesses, evenly apart; when there are too many of them, every other one goes. Not thread-safe.
 */
final class LatterHalf {

  private static final int MOST = 4_096;

  private final long[] warmsAt = new long[MOST];
  private int size;
  private long apart = 1;
  private long accesses;
  private long warms;

  void accessed() {
    if (accesses % apart == 0) {
      if (size == MOST) {
        thin();
      }
      if (accesses % apart == 0) {
        warmsAt[size++] = warms;
      }
    }
    accesses++;
  }

  void warmed() {
    warms++;
  }

  /** One of the warms was not made. */
  void returned() {
    warms = Math.max(size == 0 ? 0 : warmsAt[size - 1], warms - 1);
  }

  /** Whether one more warm stays within so many warms an access. */
  boolean allows(double budget) {
    if (size == 0) {
      return false;
    }
    int from = (int) Math.min(size - 1, accesses / 2 / apart);
    // Warms since a little before the half; by no more than what its own accesses earned.
    return warms + 1 - warmsAt[from] <= earned(budget);
  }

  /** What its accesses are worth. */
  double earned(double budget) {
    return budget * (accesses - accesses / 2);
  }

  private void thin() {
    size = MOST / 2;
    for (int i = 0; i < size; i++) {
      warmsAt[i] = warmsAt[2 * i];
    }
    apart *= 2;
  }

  void state(State state) {
    size = state.whole(size);
    state.longs(warmsAt, size);
    apart = state.whole(apart);
    accesses = state.whole(accesses);
    warms = state.whole(warms);
  }
}
