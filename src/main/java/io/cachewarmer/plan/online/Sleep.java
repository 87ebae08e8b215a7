package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.State;
import io.cachewarmer.forecast.rate.ItemRates;

/**
 * Which stale items are so far from the price that they need not be looked at for a while. An item that is asked
 * for wakes up. Works on rows; not thread-safe.
 */
final class Sleep {

  private static final long HOUR = 3_600_000;
  private static final double DAY = 24.0 * HOUR;

  /** What was asked for once, and never again, foretells nothing. */
  private static final double SEEN_ONCE = 1.05;

  /** An hour may be so much busier than the mean one; over a long TTL it cannot. */
  private static final double PEAK = 8;

  private static final double PEAK_OF_LONG = 2;
  private static final double NEAR_PRICE = .6;
  private static final double FAR_FROM_PRICE = .4;
  private static final int LEAST_STEPS = 6;
  private static final long LONGEST = 4 * HOUR;

  /** Over a long TTL one hour of the day weighs little. */
  private static final long LONG_TTL = 12 * HOUR;

  /** What is asked for too seldom whatever the hour sleeps so long, or a TTL, unless it is asked for again. */
  private static final long COLD = 6 * HOUR;

  private final ItemRates rates;
  private final long ttl;
  private final double leastPerDay;
  private final long[] until;

  Sleep(Rules rules, ItemRates rates) {
    this.rates = rates;
    ttl = rules.ttlMillis();
    leastPerDay = NEAR_PRICE / (ttl / DAY) / (ttl < LONG_TTL ? PEAK : PEAK_OF_LONG);
    until = new long[rules.mostItems()];
  }

  void wake(int row) {
    until[row] = 0;
  }

  long until(int row) {
    return until[row];
  }

  boolean isSeenOnce(int row) {
    return rates.count(row) < SEEN_ONCE;
  }

  /** Whether the price is within reach in the busiest hour; if not, it falls asleep. */
  boolean isNear(int row, double price, long atMillis) {
    if (!isSeenOnce(row) && rates.perDay(row, atMillis) >= leastPerDay * price) {
      return true;
    }
    until[row] = atMillis + Math.max(COLD, ttl);
    return false;
  }

  /** What was just looked at is worth so much; far from the price it falls asleep. */
  void found(int row, double worth, double price, long atMillis) {
    if (worth < FAR_FROM_PRICE * price) {
      long steps = LEAST_STEPS * rates.horizon().stepMillis();
      until[row] =
          ttl < LONG_TTL ? Math.max(atMillis + steps, dawn(price, atMillis)) : atMillis + steps;
    }
  }

  private long dawn(double price, long atMillis) {
    return Math.min(atMillis + LONGEST, rates.quietUntil(FAR_FROM_PRICE * price));
  }

  /** Without a session a sleeper may be worth the rest of the price; that probability must come from the session. */
  double least(int row, double price, long atMillis) {
    return until[row] > atMillis ? (1 - FAR_FROM_PRICE) * price : 0;
  }

  void state(State state, int rows) {
    state.longs(until, rows);
  }
}
