package io.cachewarmer.plan;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** All warmed entries at one moment; immutable. */
public record Holdings(Map<String, Held> byKey, long bytes) {

  public static final Holdings NONE = new Holdings(Map.of(), 0);

  public Holdings {
    byKey = Map.copyOf(byKey);
  }

  public Optional<Held> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  public Collection<Held> all() {
    return byKey.values();
  }
}
