package io.cachewarmer.plan.online;

import java.util.Arrays;

/** The items that are held fresh now, in no order. Adding and removing take constant time. Not thread-safe. */
final class Residents {

  private static final int ABSENT = -1;

  private final int[] placeOf;
  private int[] rows = new int[64];
  private int size;

  Residents(int mostRows) {
    placeOf = new int[mostRows];
    Arrays.fill(placeOf, ABSENT);
  }

  boolean holds(int row) {
    return placeOf[row] != ABSENT;
  }

  int size() {
    return size;
  }

  int at(int place) {
    return rows[place];
  }

  void add(int row) {
    if (holds(row)) {
      return;
    }
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, size * 2);
    }
    placeOf[row] = size;
    rows[size++] = row;
  }

  void remove(int row) {
    int place = placeOf[row];
    if (place == ABSENT) {
      return;
    }
    int last = rows[--size];
    rows[place] = last;
    placeOf[last] = place;
    placeOf[row] = ABSENT;
  }
}
