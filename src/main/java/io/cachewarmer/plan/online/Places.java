package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.State;

/** The room that a cache has for values, and who leaves it when something comes. Not thread-safe. */
interface Places {

  int NOBODY = -1;

  void accessed(int row, long atMillis, boolean hit);

  /**
   * Makes room for a value that a miss loaded.
   *
   * @return who leaves: {@link #NOBODY}, another, or the row itself when it is not worth a place
   */
  int takeLoaded(int row, long atMillis);

  /** Who would have to leave for a warm of the row: itself when none should. */
  int candidateFor(int row, long atMillis, double worth, double price);

  /** Puts the row in the place of {@code leaving}, or in a free one. */
  void put(int row, int leaving, long atMillis);

  void remove(int row);

  boolean holds(int row);

  /** What was learned of how to choose, without what is held. */
  void state(State state);

  /** Memory for everything. */
  Places UNLIMITED = new Places() {
    @Override
    public void accessed(int row, long atMillis, boolean hit) {}

    @Override
    public int takeLoaded(int row, long atMillis) {
      return NOBODY;
    }

    @Override
    public int candidateFor(int row, long atMillis, double worth, double price) {
      return NOBODY;
    }

    @Override
    public void put(int row, int leaving, long atMillis) {}

    @Override
    public void remove(int row) {}

    @Override
    public boolean holds(int row) {
      return false;
    }

    @Override
    public void state(State state) {}
  };
}
