package io.cachewarmer.forecast;

import java.util.Locale;

/** Who proposed a warm. A warm carries all its arms; metrics are labelled by the strongest. */
public enum Arm {
  PATTERN,
  TIME,
  RELATED,
  PREDICTIVE,
  OLLAMA,
  GROCERY,
  /** Named by an operator. */
  NAMED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
