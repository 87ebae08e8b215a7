package io.cachewarmer.forecast;

/**
 * Makes a number a pair of weights on the two nearest of evenly spaced knots, so that what is linear in the
 * weights can bend: a piecewise linear function of one variable, learned (first-order B-splines).
 */
public final class Hat {

  private final int base;
  private final double low;
  private final double high;
  private final int knots;
  private final double perUnit;
  private final double last;

  public Hat(int base, double low, double high, int knots) {
    this.base = base;
    this.low = low;
    this.high = high;
    this.knots = knots;
    perUnit = (knots - 1) / (high - low);
    // Not the last knot itself, so that there is always an upper neighbour.
    last = knots - 1 - 1e-6;
  }

  /** The position of a value among the knots: its whole part is the lower knot. */
  public double position(double value) {
    return Math.max(0, Math.min(last, (value - low) * perUnit));
  }

  public double valueAt(int knot) {
    return low + (high - low) * knot / (knots - 1);
  }

  /** The weight of the first knot. */
  public int base() {
    return base;
  }

  public double low() {
    return low;
  }

  public double high() {
    return high;
  }

  public int knots() {
    return knots;
  }
}
