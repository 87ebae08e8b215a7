package io.cachewarmer.forecast.value;

import io.cachewarmer.forecast.rate.Horizon;

/**
 * What a warm of a stale item is worth: the misses and further warms that it saves, by dynamic programming
 * over the time ahead.
 *
 * <p>It is not P(asked for): a warm also moves the expiry earlier than the later miss would have. With J(t)
 * the least expected misses + price x warms from a stale item on,
 *
 * <pre>J(t) = min( price + J(t + TTL), a (1 + J(t + dt/2 + TTL)) + (1 - a) J(t + dt) ),  a = 1 - exp(-x)</pre>
 *
 * where x is what is expected within dt; the worth is the second branch less J(t + TTL). For a constant
 * rate it comes to x / (1 + x) with x of the whole TTL. Not thread-safe: the table is reused.
 */
public final class WarmValue {

  private double[] cost = {};

  /**
   * @param expected accesses in each step of the horizon
   * @param price what a warm costs, in misses
   * @return misses saved, 0 to 1
   */
  public double of(double[] expected, Horizon horizon, double price) {
    int steps = horizon.steps();
    int ttl = horizon.perTtl();
    if (cost.length < steps + ttl + 2) {
      cost = new double[steps + ttl + 2];
    }
    endAt(expected, steps, ttl, price);
    for (int k = steps - 1; k >= 0; k--) {
      double asked = asked(expected[k + 1]);
      double later = cost[k + ttl];
      double waiting = asked * (1 + .5 * (later + cost[k + ttl + 1])) + (1 - asked) * cost[k + 1];
      cost[k] = Math.min(price + later, waiting);
    }
    double rest = horizon.rest();
    double asked = asked(expected[0] * rest);
    double afterMiss = rest / 2 * cost[ttl - 1] + (1 - rest / 2) * cost[ttl];
    double afterWarm = rest * cost[ttl - 1] + (1 - rest) * cost[ttl];
    return asked * (1 + afterMiss) + (1 - asked) * cost[0] - afterWarm;
  }

  /** Beyond the horizon the cost goes on growing as it must at the mean rate. */
  private void endAt(double[] expected, int steps, int ttl, double price) {
    double sum = 0;
    for (int k = 1; k <= steps; k++) {
      sum += expected[k];
    }
    double perStep = sum / steps;
    double growth = Math.min(price / ttl, perStep / (1 + perStep * ttl));
    for (int s = 0; s <= ttl + 1; s++) {
      cost[steps + s] = -growth * s;
    }
  }

  /** 1 - exp(-x), by a rational approximation while x is small. */
  private static double asked(double x) {
    if (x > .5) {
      return 1 - Math.exp(-x);
    }
    return x / (1 + x * (.5 + x * (1 / 12.0 - x * x / 720)));
  }
}
