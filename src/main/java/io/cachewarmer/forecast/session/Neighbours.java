package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;
import java.util.Arrays;

/**
 * Which items meet in sessions: for each item a few neighbours with three counts, in sixteenths. A full row
 * gives up its weakest neighbour by chance, the less likely the stronger it is, so that a true neighbour gets
 * in sooner or later and a chance meeting seldom stays. Not thread-safe.
 */
final class Neighbours {

  static final int SLOTS = 48;
  private static final int FIRST_ROWS = 1_024;
  private static final float UNIT = 16;
  private static final int MOST = 60_000;

  private final Items items;
  private final Dice dice;
  private final int mostRows;
  private int[] refs = {};
  private char[] together = {};
  private char[] after = {};
  private char[] soon = {};
  private boolean full;

  Neighbours(Items items, int rows, Dice dice) {
    this.items = items;
    this.dice = dice;
    mostRows = rows;
    holdRows(Math.min(rows, FIRST_ROWS));
  }

  /** {@code later} came after {@code earlier} in a session, {@code within3} among the next three. */
  void follow(int earlier, int later, float weight, boolean within3) {
    int slot = place(earlier, later);
    if (slot >= 0) {
      add(together, slot, weight);
      add(after, slot, weight);
      if (within3) {
        add(soon, slot, 1);
      }
    }
    int back = place(later, earlier);
    if (back >= 0) {
      add(together, back, weight);
    }
  }

  /** First slot of the item's row; its neighbours are the {@link #SLOTS} from there. */
  int begin(int ref) {
    int begin = Items.row(ref) * SLOTS;
    if (begin >= refs.length) {
      holdRows(Math.min(mostRows, Math.max(Items.row(ref) + 1, 2 * refs.length / SLOTS)));
    }
    return begin;
  }

  /** Not all at once: few shops have as many items as may be followed, and a row takes half a kilobyte. */
  private void holdRows(int rows) {
    int held = refs.length;
    refs = Arrays.copyOf(refs, rows * SLOTS);
    together = Arrays.copyOf(together, rows * SLOTS);
    after = Arrays.copyOf(after, rows * SLOTS);
    soon = Arrays.copyOf(soon, rows * SLOTS);
    Arrays.fill(refs, held, refs.length, Items.NONE);
  }

  /** The neighbour in the slot, or {@link Items#NONE}; one that went since makes way at once. */
  int at(int slot) {
    int ref = refs[slot];
    if (ref != Items.NONE && !items.isAlive(ref)) {
      empty(slot, Items.NONE);
      return Items.NONE;
    }
    return ref;
  }

  float together(int slot) {
    return together[slot] / UNIT;
  }

  float after(int slot) {
    return after[slot] / UNIT;
  }

  float soon(int slot) {
    return soon[slot] / UNIT;
  }

  void clear(int row) {
    for (int slot = row * SLOTS; slot < Math.min((row + 1) * SLOTS, refs.length); slot++) {
      empty(slot, Items.NONE);
    }
  }

  private int place(int of, int neighbour) {
    int begin = begin(of);
    for (int slot = begin; slot < begin + SLOTS; slot++) {
      if (refs[slot] == neighbour) {
        return slot;
      }
    }
    int weakest = begin;
    for (int slot = begin + 1; slot < begin + SLOTS; slot++) {
      weakest = together[slot] < together[weakest] ? slot : weakest;
    }
    float least = together(weakest);
    if (least > 1 && dice.roll() * (least + 1) >= 1) {
      return -1;
    }
    empty(weakest, neighbour);
    return weakest;
  }

  private void empty(int slot, int next) {
    refs[slot] = next;
    together[slot] = 0;
    after[slot] = 0;
    soon[slot] = 0;
  }

  /** Whether a count is near the end of its range, so that {@link #halve} is due. */
  boolean isFull() {
    return full;
  }

  void halve() {
    for (int slot = 0; slot < refs.length; slot++) {
      together[slot] = (char) (together[slot] / 2);
      after[slot] = (char) (after[slot] / 2);
      soon[slot] = (char) (soon[slot] / 2);
    }
    full = false;
  }

  private void add(char[] counts, int slot, float weight) {
    counts[slot] += (char) Math.round(weight * UNIT);
    full |= counts[slot] > MOST;
  }

  void state(State state, int rows) {
    if (rows * SLOTS > refs.length) {
      holdRows(rows);
    }
    state.ints(refs, rows * SLOTS);
    state.chars(together, rows * SLOTS);
    state.chars(after, rows * SLOTS);
    state.chars(soon, rows * SLOTS);
  }
}
