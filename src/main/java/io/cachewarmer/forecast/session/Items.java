package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;

/**
 * References to rows of items: the row and the generation that it is in. A row that went to another item
 * has a new generation, so that what still points to the old one is known to be void.
 */
public final class Items {

  /** No item. */
  public static final int NONE = -1;

  private static final int ROW_BITS = 20;
  private static final int ROW_MASK = (1 << ROW_BITS) - 1;
  private static final int GENERATIONS = 1 << (31 - ROW_BITS);

  private final char[] generations;

  public Items(int rows) {
    if (rows > ROW_MASK) {
      throw new IllegalArgumentException("at most " + ROW_MASK + " items");
    }
    generations = new char[rows];
  }

  public int ref(int row) {
    return (generations[row] << ROW_BITS) | row;
  }

  public static int row(int ref) {
    return ref & ROW_MASK;
  }

  public boolean isAlive(int ref) {
    return ref >= 0 && generations[row(ref)] == ref >>> ROW_BITS;
  }

  /** The row goes to another item. */
  public void renew(int row) {
    generations[row] = (char) ((generations[row] + 1) % GENERATIONS);
  }

  void state(State state, int rows) {
    state.chars(generations, rows);
  }
}
