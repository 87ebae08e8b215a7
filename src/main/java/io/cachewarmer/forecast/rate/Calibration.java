package io.cachewarmer.forecast.rate;

import io.cachewarmer.forecast.FastLog;
import io.cachewarmer.forecast.Hat;
import io.cachewarmer.forecast.State;
import java.util.Arrays;

/**
 * Learns online what an expected number of accesses within the TTL is worth: whether something came is
 * regressed on the logarithm of what was expected, by a complementary log-log link, as fits 1 - exp(-x).
 *
 * <p>Each tenth expectation is remembered, and judged when its TTL is over.
 */
final class Calibration {

  private static final Hat LOG_EXPECTED = new Hat(0, -7, 3, 15);
  private static final double STEP = .05;
  private static final double ROUNDING = 1e-9;
  private static final int EACH = 10;
  private static final int MOST_PENDING = 20_000;

  private final double[] weights = new double[LOG_EXPECTED.knots()];
  private final double[] gradients = new double[LOG_EXPECTED.knots()];
  private final int[] items = new int[MOST_PENDING];
  private final long[] times = new long[MOST_PENDING];
  private final float[] logs = new float[MOST_PENDING];
  private final float[] probabilities = new float[MOST_PENDING];
  private final Reliability reliability = new Reliability();
  private int head;
  private int size;
  private int asked;
  // Worked out when it is asked for; not a number after something was learned.
  private double most = Double.NaN;

  Calibration() {
    for (int k = 0; k < weights.length; k++) {
      weights[k] = LOG_EXPECTED.valueAt(k);
    }
    Arrays.fill(gradients, 1);
  }

  /** The factor by which an expectation is to be multiplied. */
  double factor(double expected) {
    double log = log(expected);
    return Math.exp(Math.min(LOG_EXPECTED.high(), predicted(log)) - log);
  }

  /** No factor exceeds it, whatever is expected. */
  double mostFactor() {
    if (Double.isNaN(most)) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < weights.length; k++) {
        highest = Math.max(highest, weights[k] - LOG_EXPECTED.valueAt(k));
      }
      most = Math.exp(highest) * (1 + ROUNDING);
    }
    return most;
  }

  /** One of ten such expectations is kept for judgment. */
  void expected(int item, long atMillis, double expected) {
    if (++asked % EACH != 0 || size == MOST_PENDING) {
      return;
    }
    int slot = (head + size++) % MOST_PENDING;
    items[slot] = item;
    times[slot] = atMillis;
    logs[slot] = (float) log(expected);
    probabilities[slot] = (float) (1 - Math.exp(-expected * factor(expected)));
  }

  /** Judges what is older than a TTL by whether its item was asked for since. */
  void judge(long nowMillis, long ttlMillis, long[] lastAccess) {
    while (size > 0 && times[head] + ttlMillis <= nowMillis) {
      boolean came = lastAccess[items[head]] > times[head];
      reliability.add(probabilities[head], came);
      learn(logs[head], came);
      head = (head + 1) % MOST_PENDING;
      size--;
    }
  }

  Reliability reliability() {
    return reliability;
  }

  private static double log(double expected) {
    return Math.max(LOG_EXPECTED.low(), Math.min(LOG_EXPECTED.high(), FastLog.of(expected)));
  }

  private double predicted(double log) {
    double position = LOG_EXPECTED.position(log);
    int knot = (int) position;
    double part = position - knot;
    return weights[knot] * (1 - part) + weights[knot + 1] * part;
  }

  private void learn(double log, boolean came) {
    double expected = Math.exp(Math.min(LOG_EXPECTED.high(), predicted(log)));
    double slope = came
        ? -expected * Math.exp(-expected) / Math.max(1e-12, 1 - Math.exp(-expected))
        : expected;
    most = Double.NaN;
    double position = LOG_EXPECTED.position(log);
    int knot = (int) position;
    step(knot, slope * (1 - (position - knot)));
    step(knot + 1, slope * (position - knot));
  }

  private void step(int knot, double gradient) {
    gradients[knot] += gradient * gradient;
    weights[knot] -= STEP * gradient / Math.sqrt(gradients[knot]);
  }

  void state(State state) {
    state.reals(weights, weights.length);
    most = Double.NaN;
    state.reals(gradients, gradients.length);
    head = state.whole(head);
    size = state.whole(size);
    asked = state.whole(asked);
    state.ints(items, MOST_PENDING);
    state.longs(times, MOST_PENDING);
    state.reals(logs, MOST_PENDING);
    state.reals(probabilities, MOST_PENDING);
    reliability.state(state);
  }
}
