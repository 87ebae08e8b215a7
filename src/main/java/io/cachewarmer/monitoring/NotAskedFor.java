package io.cachewarmer.monitoring;

/** What a dependency's question fails with while nobody has asked for that dependency: it is not told of. */
public final class NotAskedFor extends RuntimeException {

  public NotAskedFor() {
    super("nobody asked for it", null, false, false);
  }
}
