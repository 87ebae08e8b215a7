package io.cachewarmer.forecast;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Accesses that the learner expects within the TTL, by key; of a key that is missing it knows nothing, and
 * counts alone must do.
 */
public record Foreseen(Map<String, Double> expected) {

  public static final Foreseen NOTHING = new Foreseen(Map.of());

  public Foreseen {
    expected = Map.copyOf(expected);
  }

  public OptionalDouble expected(String key) {
    var found = expected.get(key);
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
  }
}
