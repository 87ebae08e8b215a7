package io.cachewarmer.plan;

import java.util.Map;
import java.util.function.Predicate;

/**
 * All that a plan must reckon with besides the candidates.
 *
 * @param millisLeft time left to each key that is in the cache; a key that is not there may be missing
 * @param holdings the warmed entries now
 * @param memoryLimit bytes that warmed entries may hold together
 * @param maxItems most warms of one full run; the planner itself halves it for {@code partial}
 * @param budgetLeft warms that may be spent; {@code Long.MAX_VALUE} = not limited
 * @param budget what is shown of the budget
 * @param force whether fresh entries are loaded again
 * @param refreshAheadMillis an entry with no more than this left is not fresh
 * @param mine whether this node warms the key
 */
public record Situation(
    Map<String, Long> millisLeft,
    Holdings holdings,
    long memoryLimit,
    int maxItems,
    long budgetLeft,
    Plan.BudgetView budget,
    boolean force,
    long refreshAheadMillis,
    Predicate<String> mine) {

  public Situation {
    millisLeft = Map.copyOf(millisLeft);
  }
}
