package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;

/** How often an item that users have asked for before is asked for again in their next session. */
final class Reorders {

  private static final float ASKED = 6;
  private static final float AGAIN = 1.2f;

  private final float[] chances;
  private final float[] taken;

  Reorders(int rows) {
    chances = new float[rows];
    taken = new float[rows];
  }

  void learn(int ref, boolean again) {
    int row = Items.row(ref);
    chances[row]++;
    taken[row] += again ? 1 : 0;
  }

  /** Log-odds, towards a fifth for an item without evidence. */
  double logit(int ref) {
    int row = Items.row(ref);
    return Meetings.logit((taken[row] + AGAIN + .5) / (chances[row] + ASKED + 2));
  }

  void clear(int row) {
    chances[row] = 0;
    taken[row] = 0;
  }

  void state(State state, int rows) {
    state.reals(chances, rows);
    state.reals(taken, rows);
  }
}
