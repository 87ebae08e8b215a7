package io.cachewarmer.plan.online;

import java.time.ZoneId;

/**
 * What a planner has to keep to.
 *
 * @param ttlMillis for which a value serves after it was loaded
 * @param budget warms per access, not negative
 * @param burst warms that may exceed it at once; 0 = half the budget of a mean day, at least 20
 * @param capacity values that the cache can hold; 0 = any number
 * @param mostItems that are followed at once
 * @param zone in which the hours and weekdays of demand are meant
 */
public record Rules(
    long ttlMillis, double budget, double burst, int capacity, int mostItems, ZoneId zone) {

  public static final int MOST_ITEMS = 50_000;

  public Rules {
    if (ttlMillis < 1 || !(budget >= 0) || !(burst >= 0) || capacity < 0 || mostItems < 1) {
      throw new IllegalArgumentException("TTL and items must be positive, the rest not negative");
    }
  }
}
