package io.cachewarmer.monitoring;

import java.util.Locale;

/** What this service leans on. */
public enum Dependency {
  /** Without it no event can be kept, so none may be taken. */
  SQLITE,
  REDIS,
  /** The other nodes that are listed as this cluster's. */
  CLUSTER,
  /** What nodes of a cluster tell each other. */
  SHARED,
  ORIGIN,
  OLLAMA;

  /** The word used in answers and metric labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
