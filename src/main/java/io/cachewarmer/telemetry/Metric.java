package io.cachewarmer.telemetry;

import java.util.List;

/**
 * Every metric of the service. Label values come from enums of ours and never from input, so that the
 * number of series is fixed.
 */
public enum Metric {
  ITEMS_WARMED("cache_warmer.items_warmed", "Values loaded and stored by warming", "reason"),
  WARMING_DURATION("cache_warmer.warming_duration", "How long warming runs take"),
  MEMORY_USAGE("cache_warmer.memory_usage_bytes", "Bytes that warmed entries hold, as stored"),
  PATTERNS_TRACKED("cache_warmer.patterns_tracked", "Keys in the pattern table"),
  OLLAMA_CACHE_HIT_RATE(
      "cache_warmer.ollama_cache_hit_rate", "Share of recorded questions that a cache answered"),
  GROCERY_ITEMS_CACHED(
      "cache_warmer.grocery_items_cached", "Of the 100 common items, those in the cache now"),
  ACCURACY(
      "cache_warmer.accuracy_ratio", "Warmed entries read before they expired / warmed entries"),
  COVERAGE(
      "cache_warmer.coverage_ratio",
      "Misses that warming saved / those and the misses that remained"),
  DEMAND_REQUESTS("cache_warmer.demand_requests", "Accesses that agents reported"),
  DEMAND_HITS("cache_warmer.demand_hits", "Reported accesses that a cache answered"),
  WARMED_HITS("cache_warmer.warmed_hits", "Reported hits on warmed entries"),
  WASTED_LOADS("cache_warmer.wasted_loads", "Warmed entries that ended unread"),
  SAVED_SECONDS("cache_warmer.saved_seconds", "Load time that hits on warmed entries saved"),
  DEPENDENCY_UP("cache_warmer.dependency_up", "1 while the dependency answers", "name"),
  DEGRADED("cache_warmer.degraded", "1 while something that was asked for is down"),
  READY("cache_warmer.ready", "1 while events can be taken and kept"),
  SERIES_REFUSED("cache_warmer.series_refused", "Counters beyond the bound on series, not shown");

  private final String id;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of: immutable, but its type does not say so
  private final List<String> labels;

  Metric(String id, String help, String... labels) {
    this.id = id;
    this.help = help;
    this.labels = List.of(labels);
  }

  public String id() {
    return id;
  }

  public String help() {
    return help;
  }

  public List<String> labels() {
    return labels;
  }
}
