package io.cachewarmer.forecast.rate;

import io.cachewarmer.forecast.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether forecasts come true as often as they say: those of about the same probability, their mean, and the
 * share of them that came (Murphy and Winkler 1977). A well calibrated forecaster has the two alike. Not
 * thread-safe.
 */
public final class Reliability {

  private static final int BINS = 10;

  private final double[] predicted = new double[BINS];
  private final double[] came = new double[BINS];
  private final double[] counts = new double[BINS];

  /** Forecasts whose probability lies in the same tenth. */
  public record Bin(double predicted, double observed, long count) {}

  void add(double probability, boolean itCame) {
    int bin = (int) Math.max(0, Math.min(BINS - 1, probability * BINS));
    predicted[bin] += probability;
    came[bin] += itCame ? 1 : 0;
    counts[bin]++;
  }

  /** From the least probable on; tenths without a forecast are left out. */
  public List<Bin> bins() {
    var bins = new ArrayList<Bin>();
    for (int b = 0; b < BINS; b++) {
      if (counts[b] > 0) {
        bins.add(new Bin(predicted[b] / counts[b], came[b] / counts[b], (long) counts[b]));
      }
    }
    return List.copyOf(bins);
  }

  void state(State state) {
    state.reals(predicted, BINS);
    state.reals(came, BINS);
    state.reals(counts, BINS);
  }
}
