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
  private static final float UNIT = 16;
  private static final int MOST = 60_000;

  private final Items items;
  private final Dice dice;
  private final int[] refs;
  private final char[] together;
  private final char[] after;
  private final char[] soon;
  private boolean full;

  Neighbours(Items items, int rows, Dice dice) {
    this.items = items;
    this.dice = dice;
    refs = new int[rows * SLOTS];
    together = new char[rows * SLOTS];
    after = new char[rows * SLOTS];
    soon = new char[rows * SLOTS];
    Arrays.fill(refs, Items.NONE);
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
    return Items.row(ref) * SLOTS;
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
    for (int slot = row * SLOTS; slot < (row + 1) * SLOTS; slot++) {
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
    state.ints(refs, rows * SLOTS);
    state.chars(together, rows * SLOTS);
    state.chars(after, rows * SLOTS);
    state.chars(soon, rows * SLOTS);
  }
}
