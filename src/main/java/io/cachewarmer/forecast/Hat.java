package io.cachewarmer.forecast;

/**
 * Makes a number a pair of weights on the two nearest of evenly spaced knots, so that what is linear in the
 * weights can bend: a piecewise linear function of one variable, learned (first-order B-splines).
 */
public record Hat(int base, double low, double high, int knots) {

  /** The position of a value among the knots: its whole part is the lower knot. */
  public double position(double value) {
    double position = (value - low) / (high - low) * (knots - 1);
    // Not below the last but one, so that there is always an upper neighbour.
    return Math.max(0, Math.min(knots - 1 - 1e-6, position));
  }

  public double valueAt(int knot) {
    return low + (high - low) * knot / (knots - 1);
  }
}
