package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.FastLog;
import io.cachewarmer.forecast.State;

/**
 * In how many sessions each item was asked for, and which items met there. All counts are halved together
 * when one of them nears its bound: only their ratios are ever used. Not thread-safe.
 */
final class Meetings {

  private static final int LOOK_BACK = 12;

  /** Two items go together the less the more others came between them. */
  private static final float APART = .1f;

  private static final int SOON = 3;
  private static final double EDGE = 1e-6;

  private final float[] sessionsOf;
  private final Neighbours neighbours;
  private double sessions;

  Meetings(Items items, int rows, Dice dice) {
    sessionsOf = new float[rows];
    neighbours = new Neighbours(items, rows, dice);
  }

  void begin() {
    sessions++;
  }

  /** The newest item of a basket met those before it. */
  void add(int[] basket, int length) {
    int newest = basket[length - 1];
    sessionsOf[Items.row(newest)]++;
    float weight = 1 / (1 + (length - 1) / 60f);
    for (int back = Math.min(LOOK_BACK, length - 1); back > 0; back--) {
      int earlier = basket[length - 1 - back];
      neighbours.follow(earlier, newest, weight / (1 + APART * (back - 1)), back <= SOON);
    }
    if (neighbours.isFull()) {
      neighbours.halve();
      sessions /= 2;
      for (int i = 0; i < sessionsOf.length; i++) {
        sessionsOf[i] /= 2;
      }
    }
  }

  Neighbours neighbours() {
    return neighbours;
  }

  float sessionsOf(int ref) {
    return sessionsOf[Items.row(ref)];
  }

  /** Log-odds that a session asks for the item. */
  double base(int ref) {
    return logit(sessionsOf(ref) + .05, sessions + 10);
  }

  /** Logarithm of how much oftener than by chance the two meet. */
  double lift(int ref, int other, int slot) {
    double chance = sessionsOf(ref) * sessionsOf(other) / Math.max(1, sessions);
    return FastLog.of((neighbours.together(slot) + 2) / (chance + 2));
  }

  /** Log-odds of the neighbour in the slot, given the item. */
  double confidence(int ref, int other, int slot) {
    double chance = sessionsOf(other) / Math.max(1, sessions);
    double seen = .5 * neighbours.after(slot) + .25 * neighbours.together(slot);
    return logit(seen + 2 * chance, sessionsOf(ref) + 2);
  }

  /** Log-odds of the neighbour in the slot among the next three. */
  double soon(int ref, int other, int slot) {
    double chance = sessionsOf(other) / Math.max(1, sessions);
    return logit(neighbours.soon(slot) + .4 * chance, sessionsOf(ref) + 2);
  }

  void clear(int row) {
    sessionsOf[row] = 0;
    neighbours.clear(row);
  }

  static double logit(double p) {
    return logit(p, 1);
  }

  /** Log-odds of so many out of so many, within those of one to a million and a million to one. */
  private static double logit(double some, double all) {
    double inside = Math.max(EDGE * all, Math.min((1 - EDGE) * all, some));
    return FastLog.of(inside / (all - inside));
  }

  void state(State state, int rows) {
    state.reals(sessionsOf, rows);
    sessions = state.real(sessions);
    neighbours.state(state, rows);
  }
}
