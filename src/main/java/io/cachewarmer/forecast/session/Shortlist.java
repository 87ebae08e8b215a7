package io.cachewarmer.forecast.session;

import java.util.Arrays;

/**
 * The candidates of one access that are worth a closer look, habits first. Chosen, described and told in loops of
 * their own: in one loop all that is made of a candidate is one piece of code, which is compiled seconds late.
 * Not thread-safe.
 */
final class Shortlist {

  private int[] refs = new int[64];
  private int[] slots = new int[64];
  private boolean[] taught = new boolean[64];
  private double[] probabilities = new double[64];
  private int size;
  private int habits;

  void clear() {
    size = 0;
    habits = 0;
  }

  /**
   * @param taught whether it is to become an example
   * @param wanted whether its probability is of interest
   */
  void addHabit(int ref, boolean taught, boolean wanted) {
    add(ref, 0, taught, wanted);
    habits = size;
  }

  /** @param slot of the candidate among the neighbours of the item that was asked for */
  void addNeighbour(int ref, int slot, boolean taught, boolean wanted) {
    add(ref, slot, taught, wanted);
  }

  private void add(int ref, int slot, boolean isTaught, boolean isWanted) {
    if (!isTaught && !isWanted) {
      return;
    }
    if (size == refs.length) {
      grow();
    }
    refs[size] = ref;
    slots[size] = slot;
    taught[size] = isTaught;
    probabilities[size] = isWanted ? 1 : Double.NaN;
    size++;
  }

  private void grow() {
    refs = Arrays.copyOf(refs, 2 * size);
    slots = Arrays.copyOf(slots, 2 * size);
    taught = Arrays.copyOf(taught, 2 * size);
    probabilities = Arrays.copyOf(probabilities, 2 * size);
  }

  int size() {
    return size;
  }

  int ref(int index) {
    return refs[index];
  }

  int slot(int index) {
    return slots[index];
  }

  boolean isTaught(int index) {
    return taught[index];
  }

  boolean isHabit(int index) {
    return index < habits;
  }

  boolean isWanted(int index) {
    return !Double.isNaN(probabilities[index]);
  }

  void described(int index, double probability) {
    probabilities[index] = probability;
  }

  double probability(int index) {
    return probabilities[index];
  }
}
