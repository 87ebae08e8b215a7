package io.cachewarmer.plan.online;

import java.util.Arrays;

/** Items in the order of their latest use: a list linked by arrays. All takes constant time. Not thread-safe. */
final class Recency {

  static final int NONE = -1;
  private static final int ABSENT = -2;

  private final int[] earlier;
  private final int[] later;
  private int eldest = NONE;
  private int latest = NONE;

  Recency(int mostRows) {
    earlier = new int[mostRows];
    later = new int[mostRows];
    Arrays.fill(earlier, ABSENT);
  }

  /** The item is used now. */
  void use(int row) {
    if (row == latest) {
      return;
    }
    remove(row);
    earlier[row] = latest;
    later[row] = NONE;
    if (latest == NONE) {
      eldest = row;
    } else {
      later[latest] = row;
    }
    latest = row;
  }

  /** The item is held without a use: when it is new, nothing is elder. */
  void hold(int row) {
    if (earlier[row] != ABSENT) {
      return;
    }
    earlier[row] = NONE;
    later[row] = eldest;
    if (eldest == NONE) {
      latest = row;
    } else {
      earlier[eldest] = row;
    }
    eldest = row;
  }

  void remove(int row) {
    if (earlier[row] == ABSENT) {
      return;
    }
    if (earlier[row] == NONE) {
      eldest = later[row];
    } else {
      later[earlier[row]] = later[row];
    }
    if (later[row] == NONE) {
      latest = earlier[row];
    } else {
      earlier[later[row]] = earlier[row];
    }
    earlier[row] = ABSENT;
  }

  /** Which was not used for longest; {@link #NONE} of none. */
  int eldest() {
    return eldest;
  }
}
