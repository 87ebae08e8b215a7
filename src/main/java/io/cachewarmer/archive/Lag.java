package io.cachewarmer.archive;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** How far what nodes share is behind what they know. Safe from any thread. */
public final class Lag {

  /** Of these is told. */
  public enum Of {
    COUNTS,
    ACCESSES
  }

  private final Map<Of, DoubleSupplier> seconds = new ConcurrentHashMap<>();

  public void of(Of what, DoubleSupplier lag) {
    seconds.put(what, lag);
  }

  /** The largest, in seconds. */
  public double seconds() {
    return seconds.values().stream()
        .mapToDouble(DoubleSupplier::getAsDouble)
        .max()
        .orElse(0);
  }
}
