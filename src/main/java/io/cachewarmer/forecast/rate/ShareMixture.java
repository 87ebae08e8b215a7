package io.cachewarmer.forecast.rate;

import io.cachewarmer.forecast.State;

/**
 * Which item is asked for next, by four experts that forget at different speeds, and a weight for each
 * that follows how well it foretold what came (a Bayesian mixture with a fixed share, Herbster and
 * Warmuth 1998). So a reversal of popularity is followed within a day and a flash crowd within minutes,
 * while a steady shop keeps its long memory.
 */
final class ShareMixture {

  private static final int EXPERTS = 4;
  private static final double[] HALF_LIFE_DAYS = {14, 1, 90, 1 / 24.0};
  private static final double SHARED = .001;
  private static final double PSEUDO = .02;
  private static final double OWN_WEIGHT = 20;
  private static final double LARGEST_GROWTH = 1e9;

  private final float[][] counts = new float[EXPERTS][];
  private final double[] totals = new double[EXPERTS];
  private final double[] weights = {.6, .01, .38, .01};
  private final double[] shares = new double[EXPERTS];
  // A share is the count times the one and, of a slow expert, plus the other; a fast one has the
  // other times the share of a slower expert. Kept, as they change seldomer than they are used.
  private final double[] perCount = new double[EXPERTS];
  private final double[] besides = new double[EXPERTS];
  private final double[] growth = {1, 1, 1, 1};
  private final long[] landmarks = {Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
  private int items;

  ShareMixture(int rows) {
    for (int e = 0; e < EXPERTS; e++) {
      counts[e] = new float[rows];
    }
  }

  /** Learns that the item was asked for; {@code known} items share the little that is kept for new ones. */
  void learn(int item, long atMillis, int known) {
    items = known;
    bringTo(atMillis);
    prepare();
    shares(item);
    double sum = 0;
    for (int e = 0; e < EXPERTS; e++) {
      weights[e] *= shares[e];
      sum += weights[e];
    }
    for (int e = 0; e < EXPERTS; e++) {
      weights[e] = (1 - SHARED) * weights[e] / sum + SHARED / EXPERTS;
      counts[e][item] += (float) growth[e];
      totals[e] += growth[e];
    }
    prepare();
  }

  /** How many times the share that the slow profile gives to the item it is now thought to have. */
  double factor(int item) {
    if (items == 0) {
      return 1;
    }
    shares(item);
    double mixed = 0;
    for (int e = 0; e < EXPERTS; e++) {
      mixed += weights[e] * shares[e];
    }
    return mixed / shares[0];
  }

  void clear(int item) {
    for (int e = 0; e < EXPERTS; e++) {
      counts[e][item] = 0;
    }
  }

  private void shares(int item) {
    shares[0] = counts[0][item] * perCount[0] + besides[0];
    shares[2] = counts[2][item] * perCount[2] + besides[2];
    shares[1] = counts[1][item] * perCount[1] + shares[0] * besides[1];
    shares[3] = counts[3][item] * perCount[3] + shares[1] * besides[3];
  }

  private void prepare() {
    for (int e = 0; e < EXPERTS; e++) {
      boolean slow = (e & 1) == 0;
      double given = slow ? PSEUDO : OWN_WEIGHT;
      perCount[e] = 1 / (totals[e] + given * growth[e] * (slow ? items : 1));
      besides[e] = given * growth[e] * perCount[e];
    }
  }

  /**
   * Forward decay (Cormode et al. 2009): an access weighs more the later it comes. Before the weights grow
   * out of a float's reach all counts are brought to the present.
   */
  private void bringTo(long atMillis) {
    for (int e = 0; e < EXPERTS; e++) {
      if (landmarks[e] == Long.MIN_VALUE) {
        landmarks[e] = atMillis;
      }
      double days = (double) Math.max(0, atMillis - landmarks[e]) / LocalTime.DAY;
      double grown = Math.pow(2, days / HALF_LIFE_DAYS[e]);
      growth[e] = Math.max(growth[e], grown);
      if (growth[e] > LARGEST_GROWTH) {
        bringDown(e);
        landmarks[e] = atMillis;
      }
    }
  }

  private void bringDown(int expert) {
    float left = (float) (1 / growth[expert]);
    for (int i = 0; i < counts[expert].length; i++) {
      counts[expert][i] *= left;
    }
    totals[expert] /= growth[expert];
    growth[expert] = 1;
  }

  void state(State state, int rows) {
    for (int e = 0; e < EXPERTS; e++) {
      state.reals(counts[e], rows);
    }
    state.reals(totals, EXPERTS);
    state.reals(weights, EXPERTS);
    state.reals(growth, EXPERTS);
    state.longs(landmarks, EXPERTS);
    items = state.whole(items);
    prepare();
  }
}
