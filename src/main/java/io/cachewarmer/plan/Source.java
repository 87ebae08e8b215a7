package io.cachewarmer.plan;

/** Who brought a value into the cache. */
public enum Source {
  WARMED,
  DEMAND;

  /** The word used in answers and metric labels. */
  public String label() {
    return this == WARMED ? "warmed" : "demand";
  }
}
