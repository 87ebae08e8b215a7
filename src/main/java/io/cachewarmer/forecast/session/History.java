package io.cachewarmer.forecast.session;

import java.util.Arrays;

/**
 * What one user has asked for, an order a session: for each item how often, how lately and how regularly.
 * Bounded: the item that was not used for longest gives way. Not thread-safe.
 */
final class History {

  static final int MOST_ITEMS = 150;
  private static final float KEPT = .84f;
  private static final double FORGET = .25;
  private static final float[] KEPT_AFTER = new float[128];

  static {
    for (int i = 0; i < KEPT_AFTER.length; i++) {
      KEPT_AFTER[i] = (float) Math.pow(KEPT, i);
    }
  }

  private int[] refs = new int[4];
  private char[] counts = new char[4];
  private char[] lastOrders = new char[4];
  private float[] frequencies = new float[4];
  private int size;
  private int orders;
  private long lastVisit;
  private double meanGapDays;
  private double meanBasket;
  private double meanRepeats;

  int size() {
    return size;
  }

  int ref(int index) {
    return refs[index];
  }

  int count(int index) {
    return counts[index];
  }

  int orders() {
    return orders;
  }

  /** 1 = in the last order. */
  int ordersSince(int index) {
    return orders - lastOrders[index] + 1;
  }

  /** Share of the latest orders that held the item, the older the less they weigh. */
  double frequency(int index) {
    return frequencies[index] * kept(orders - lastOrders[index]);
  }

  /** What speaks at first sight for the item in the next order: its share of all orders or of the latest. */
  double likely(int index) {
    return Math.max((counts[index] + .3) / (orders + 1), frequency(index));
  }

  double frequencies() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += frequency(i);
    }
    return sum;
  }

  double daysSince(long nowMillis) {
    return Math.max(0, nowMillis - lastVisit) / 86_400_000.0;
  }

  double meanGapDays() {
    return meanGapDays;
  }

  double meanBasket() {
    return meanBasket;
  }

  double meanRepeats() {
    return meanRepeats;
  }

  /** An order is over. */
  void order(int[] basket, int length, long beganMillis) {
    int repeats = 0;
    double gap = daysSince(beganMillis);
    orders++;
    for (int i = 0; i < length; i++) {
      int index = find(basket[i]);
      if (index >= 0) {
        repeats++;
        frequencies[index] *= kept(orders - lastOrders[index]);
      } else {
        index = place(basket[i]);
      }
      frequencies[index] += 1 - KEPT;
      counts[index] = (char) Math.min(Character.MAX_VALUE, counts[index] + 1);
      lastOrders[index] = (char) orders;
    }
    boolean isFirst = orders == 1;
    meanBasket = isFirst ? length : meanBasket + FORGET * (length - meanBasket);
    if (!isFirst) {
      meanRepeats = orders == 2 ? repeats : meanRepeats + FORGET * (repeats - meanRepeats);
      meanGapDays = orders == 2 ? gap : meanGapDays + FORGET * (gap - meanGapDays);
    }
    lastVisit = beganMillis;
    if (orders == Character.MAX_VALUE) {
      restartCount();
    }
  }

  private static float kept(int orders) {
    return KEPT_AFTER[Math.min(KEPT_AFTER.length - 1, orders)];
  }

  private int find(int ref) {
    for (int i = 0; i < size; i++) {
      if (refs[i] == ref) {
        return i;
      }
    }
    return -1;
  }

  private int place(int ref) {
    int index = size;
    if (size == MOST_ITEMS) {
      index = 0;
      for (int i = 1; i < size; i++) {
        index = lastOrders[i] < lastOrders[index] ? i : index;
      }
    } else {
      if (size == refs.length) {
        int length = Math.min(MOST_ITEMS, size * 2);
        refs = Arrays.copyOf(refs, length);
        counts = Arrays.copyOf(counts, length);
        lastOrders = Arrays.copyOf(lastOrders, length);
        frequencies = Arrays.copyOf(frequencies, length);
      }
      size++;
    }
    refs[index] = ref;
    counts[index] = 0;
    frequencies[index] = 0;
    lastOrders[index] = (char) orders;
    return index;
  }

  /** Sixty-five thousand orders are more than any count needs to tell apart. */
  private void restartCount() {
    orders /= 2;
    for (int i = 0; i < size; i++) {
      lastOrders[i] = (char) Math.max(0, lastOrders[i] - orders - 1);
      counts[i] = (char) (counts[i] / 2);
    }
  }

  static History restored(io.cachewarmer.forecast.State state) {
    var history = new History();
    history.state(state);
    return history;
  }

  void state(io.cachewarmer.forecast.State state) {
    size = state.whole(size);
    if (state.restores()) {
      int length = Math.max(4, size);
      refs = new int[length];
      counts = new char[length];
      lastOrders = new char[length];
      frequencies = new float[length];
    }
    state.ints(refs, size);
    state.chars(counts, size);
    state.chars(lastOrders, size);
    state.reals(frequencies, size);
    orders = state.whole(orders);
    lastVisit = state.whole(lastVisit);
    meanGapDays = state.real(meanGapDays);
    meanBasket = state.real(meanBasket);
    meanRepeats = state.real(meanRepeats);
  }
}
