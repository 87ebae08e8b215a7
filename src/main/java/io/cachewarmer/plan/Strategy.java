package io.cachewarmer.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a warming run is asked to consider. */
public enum Strategy {
  AUTO,
  FULL,
  PARTIAL,
  RELATED,
  PATTERN,
  TIME,
  PREDICTIVE,
  OLLAMA,
  GROCERY;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Strategy> named(String label) {
    return Arrays.stream(values()).filter(s -> s.label().equals(label)).findFirst();
  }
}
