package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;

/**
 * Which candidates become examples, by chance. Neighbours are many and alike, so a quarter of them teaches as
 * much; and the more was learned the less a further example adds: the share falls with the root of their number,
 * as the steps of the regression do. Not thread-safe.
 */
final class Sampling {

  private static final double NEIGHBOURS = .25;
  private static final double ALL_UP_TO = 5_000;
  private static final double LEAST = .1;

  private final Dice dice;
  private long learned;

  Sampling(Dice dice) {
    this.dice = dice;
  }

  boolean takesHabit() {
    return dice.roll() < share();
  }

  boolean takesNeighbour() {
    return dice.roll() < NEIGHBOURS * share();
  }

  void learned(int examples) {
    learned += examples;
  }

  private double share() {
    return learned <= ALL_UP_TO ? 1 : Math.max(LEAST, Math.sqrt(ALL_UP_TO / learned));
  }

  void state(State state) {
    learned = state.whole(learned);
  }
}
