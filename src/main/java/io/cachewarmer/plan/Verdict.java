package io.cachewarmer.plan;

import java.util.Locale;

/** What the planner decided about a candidate, and why. */
public enum Verdict {
  WARM,
  FRESH,
  BELOW_THRESHOLD,
  OVER_MEMORY,
  OVER_BUDGET,
  OVER_COUNT,
  NOT_MINE;

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
