package io.cachewarmer.plan.online;

import java.util.Arrays;

/** Items in the order in which their values expire: a binary heap on arrays. Not thread-safe. */
final class Expiries {

  private long[] times = new long[64];
  private int[] rows = new int[64];
  private int size;

  void add(int row, long atMillis) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      rows = Arrays.copyOf(rows, size * 2);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (isBefore(times[parent], rows[parent], atMillis, row)) {
        break;
      }
      times[at] = times[parent];
      rows[at] = rows[parent];
      at = parent;
    }
    times[at] = atMillis;
    rows[at] = row;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long nextAt() {
    return times[0];
  }

  /** The item that expires next, taken off. */
  int take() {
    int first = rows[0];
    size--;
    long time = times[size];
    int row = rows[size];
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size
          && isBefore(times[child + 1], rows[child + 1], times[child], rows[child])) {
        child++;
      }
      if (isBefore(time, row, times[child], rows[child])) {
        break;
      }
      times[at] = times[child];
      rows[at] = rows[child];
      at = child;
    }
    times[at] = time;
    rows[at] = row;
    return first;
  }

  private static boolean isBefore(long time, int row, long otherTime, int otherRow) {
    return time < otherTime || (time == otherTime && row <= otherRow);
  }
}
