package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.State;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Keys and their rows in the model's arrays. When all rows are taken a new key gets the row of the least
 * counted among a few, so that a flood of keys asked for once passes by those that are asked for again. Not
 * thread-safe.
 */
final class KeyRows {

  static final int NONE = -1;

  private static final int COMPARED = 8;

  /** So many are looked at while all of them were asked for again. */
  private static final int MOST_COMPARED = 64;

  private static final double ASKED_ONCE = 1.05;

  private final Map<String, Integer> rows = new HashMap<>();
  private final String[] keys;
  private int size;
  private final int stride;
  private int hand;

  KeyRows(int mostRows) {
    keys = new String[mostRows];
    Arrays.fill(keys, "");
    stride = stride(mostRows);
  }

  /** By the golden section: the first keys are the hot ones and lie together, a few steps leave them. */
  private static int stride(int rows) {
    int stride = Math.max(1, (int) (rows * .618));
    while (BigInteger.valueOf(stride).gcd(BigInteger.valueOf(rows)).intValue() != 1) {
      stride++;
    }
    return stride;
  }

  int find(String key) {
    var row = rows.get(key);
    return row == null ? NONE : row;
  }

  String key(int row) {
    return keys[row];
  }

  /** Rows in use; those that are not are beyond them. */
  int size() {
    return size;
  }

  boolean isFull() {
    return size == keys.length;
  }

  /** A free row for the key; there must be one. */
  int add(String key) {
    int row = size++;
    put(key, row);
    return row;
  }

  /** The row that may best go to another key; {@link #NONE} when none of those looked at may be spared. */
  int leastOf(IntToDoubleFunction count, IntPredicate spared) {
    int least = NONE;
    double leastCount = Double.POSITIVE_INFINITY;
    for (int i = 0; i < COMPARED || (i < MOST_COMPARED && leastCount > ASKED_ONCE); i++) {
      hand = (hand + stride) % size;
      if (!spared.test(hand) && count.applyAsDouble(hand) < leastCount) {
        least = hand;
        leastCount = count.applyAsDouble(hand);
      }
    }
    return least;
  }

  void replace(int row, String key) {
    rows.remove(keys[row]);
    put(key, row);
  }

  void clear() {
    rows.clear();
    Arrays.fill(keys, "");
    size = 0;
    hand = 0;
  }

  private void put(String key, int row) {
    keys[row] = key;
    rows.put(key, row);
  }

  void state(State state) {
    int kept = state.whole(size);
    if (state.restores()) {
      clear();
    }
    hand = state.whole(hand);
    for (int row = 0; row < kept; row++) {
      var key = state.text(keys[row]);
      if (state.restores()) {
        add(key);
      }
    }
  }
}
