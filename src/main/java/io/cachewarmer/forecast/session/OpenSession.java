package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;
import java.util.Arrays;
import java.util.Optional;

/** A session that is under way: its basket, what the basket speaks for, and what was foretold of it. */
final class OpenSession {

  private static final int MOST_BASKET = 1_000;

  final String user;
  final Optional<History> history;
  final Evidence evidence;
  final Examples examples;
  private long beganMillis;
  private long lastMillis;
  private double habits;
  private int[] basket = new int[8];
  private int length;

  OpenSession(String user, Optional<History> history, long nowMillis, Quota slots, Quota taught) {
    this.user = user;
    this.history = history;
    evidence = new Evidence(slots);
    examples = new Examples(taught);
    beganMillis = nowMillis;
    lastMillis = nowMillis;
  }

  /** Takes in what the user used to ask for. */
  void recall() {
    history.ifPresent(past -> {
      habits = past.frequencies();
      for (int i = 0; i < past.size(); i++) {
        int row = evidence.row(past.ref(i));
        if (row >= 0) {
          evidence.remember(row, i);
        }
      }
    });
  }

  void visited(long atMillis) {
    lastMillis = Math.max(lastMillis, atMillis);
  }

  long beganMillis() {
    return beganMillis;
  }

  long lastMillis() {
    return lastMillis;
  }

  /** Sum of the frequencies of the user's items, when the session began. */
  double habits() {
    return habits;
  }

  /** What it holds of what all sessions share is free again. */
  void leave() {
    evidence.leave();
    examples.leave();
  }

  /** Whether the basket has the item at that position or later. */
  boolean holds(int ref, int from) {
    for (int i = from; i < length; i++) {
      if (basket[i] == ref) {
        return true;
      }
    }
    return false;
  }

  /** Puts a new item in; false when the basket is full. */
  boolean put(int ref) {
    if (length == MOST_BASKET) {
      return false;
    }
    if (length == basket.length) {
      basket = Arrays.copyOf(basket, length * 2);
    }
    basket[length++] = ref;
    evidence.asked(ref);
    return true;
  }

  int[] basket() {
    return basket;
  }

  int length() {
    return length;
  }

  boolean hasHistory() {
    return history.isPresent() && history.get().orders() > 0;
  }

  void state(State state) {
    beganMillis = state.whole(beganMillis);
    lastMillis = state.whole(lastMillis);
    habits = state.real(habits);
    length = state.whole(length);
    if (state.restores()) {
      basket = new int[Math.max(8, length)];
    }
    state.ints(basket, length);
    evidence.state(state);
    examples.state(state);
  }
}
