package io.cachewarmer.plan;

import java.util.List;

/**
 * What would be warmed at a moment, and why; best first.
 *
 * @param evictions warmed entries of less worth per byte that must leave first, if any
 */
public record Plan(
    Strategy strategy,
    long atMillis,
    BudgetView budget,
    MemoryView memory,
    List<Planned> candidates,
    List<String> evictions) {

  public record Planned(Candidate candidate, Verdict verdict) {}

  /** Warms per access allowed to prediction, and what of it is spent; {@code left} in warms. */
  public record BudgetView(
      double warmsPerAccess, long accesses, long spent, long spentApart, long left) {}

  /**
   * @param used bytes that warmed entries hold now
   * @param planned bytes that they hold once the plan is carried out; never above the limit
   */
  public record MemoryView(long limit, long used, long planned) {}

  public Plan {
    candidates = List.copyOf(candidates);
    evictions = List.copyOf(evictions);
  }

  public List<Candidate> warm() {
    return candidates.stream()
        .filter(p -> p.verdict() == Verdict.WARM)
        .map(Planned::candidate)
        .toList();
  }
}
