package io.cachewarmer.plan.online;

import java.util.Arrays;

/**
 * Items in the order in which something of theirs is due, as that their values expire, each once: a binary heap on
 * arrays. Not thread-safe.
 */
final class Agenda {

  private static final int ABSENT = -1;

  private final int[] placeOf;
  private long[] times = new long[64];
  private int[] rows = new int[64];
  private int size;

  Agenda(int mostRows) {
    placeOf = new int[mostRows];
    Arrays.fill(placeOf, ABSENT);
  }

  /** The item is due at that moment, and no more at another. */
  void put(int row, long atMillis) {
    remove(row);
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      rows = Arrays.copyOf(rows, size * 2);
    }
    rise(size++, row, atMillis);
  }

  void remove(int row) {
    int place = placeOf[row];
    if (place == ABSENT) {
      return;
    }
    placeOf[row] = ABSENT;
    size--;
    if (place < size) {
      int moved = rows[size];
      long time = times[size];
      sink(place, moved, time);
      rise(placeOf[moved], moved, time);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  long nextAt() {
    return times[0];
  }

  /** The item that is due next, taken off. */
  int take() {
    int first = rows[0];
    remove(first);
    return first;
  }

  private void rise(int place, int row, long time) {
    int at = place;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (isBefore(times[parent], rows[parent], time, row)) {
        break;
      }
      set(at, rows[parent], times[parent]);
      at = parent;
    }
    set(at, row, time);
  }

  private void sink(int place, int row, long time) {
    int at = place;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size
          && isBefore(times[child + 1], rows[child + 1], times[child], rows[child])) {
        child++;
      }
      if (isBefore(time, row, times[child], rows[child])) {
        break;
      }
      set(at, rows[child], times[child]);
      at = child;
    }
    set(at, row, time);
  }

  private void set(int place, int row, long time) {
    times[place] = time;
    rows[place] = row;
    placeOf[row] = place;
  }

  private static boolean isBefore(long time, int row, long otherTime, int otherRow) {
    return time < otherTime || (time == otherTime && row <= otherRow);
  }
}
