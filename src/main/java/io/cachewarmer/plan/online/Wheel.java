package io.cachewarmer.plan.online;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which rows are due at which step of a grid: a timing wheel (Varghese and Lauck 1987), since nearly all rows of a
 * large catalogue are due some time, and in an ordered queue each of them costs the logarithm of their number at
 * each look. What is due beyond one turn comes after one turn. Not thread-safe.
 */
final class Wheel {

  static final int SLOTS = 128;

  private static final int NOBODY = -1;

  private final int[] first = new int[SLOTS];
  private final int[] slotOf;
  private final int[] next;
  private final int[] previous;
  private final BitSet due;
  private long turn;

  Wheel(int mostRows) {
    slotOf = new int[mostRows];
    next = new int[mostRows];
    previous = new int[mostRows];
    due = new BitSet(mostRows);
    start(0);
  }

  /** Forgets all rows, and goes on from that step. */
  void start(long step) {
    turn = step;
    Arrays.fill(first, NOBODY);
    Arrays.fill(slotOf, NOBODY);
  }

  /** The row is due at that step, and no more at another. */
  void put(int row, long step) {
    remove(row);
    int slot = slot(Math.max(turn, Math.min(turn + SLOTS - 1, step)));
    int second = first[slot];
    slotOf[row] = slot;
    next[row] = second;
    previous[row] = NOBODY;
    if (second != NOBODY) {
      previous[second] = row;
    }
    first[slot] = row;
  }

  void remove(int row) {
    int slot = slotOf[row];
    if (slot == NOBODY) {
      return;
    }
    slotOf[row] = NOBODY;
    if (previous[row] == NOBODY) {
      first[slot] = next[row];
    } else {
      next[previous[row]] = next[row];
    }
    if (next[row] != NOBODY) {
      previous[next[row]] = previous[row];
    }
  }

  /**
   * Takes what is due up to that step.
   *
   * @param into the rows, in ascending order
   * @return how many
   */
  int take(long step, int[] into) {
    long last = Math.min(step, turn + SLOTS - 1);
    for (long at = turn; at <= last; at++) {
      int slot = slot(at);
      for (int row = first[slot]; row != NOBODY; row = next[row]) {
        due.set(row);
        slotOf[row] = NOBODY;
      }
      first[slot] = NOBODY;
    }
    turn = Math.max(turn, step + 1);
    return drain(into);
  }

  // A set of bits gives them in order: to sort them would take longer.
  private int drain(int[] into) {
    int size = 0;
    for (int row = due.nextSetBit(0); row >= 0; row = due.nextSetBit(row + 1)) {
      into[size++] = row;
    }
    due.clear();
    return size;
  }

  private static int slot(long step) {
    return (int) (step & (SLOTS - 1));
  }
}
