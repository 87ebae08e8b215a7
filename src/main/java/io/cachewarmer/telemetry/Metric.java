package io.cachewarmer.telemetry;

import java.util.List;

/**
 * Every metric of the service. Label values come from enums of ours and never from input, so that the
 * number of series is fixed.
 */
public enum Metric {
  ITEMS_WARMED("cache_warmer.items_warmed", "Values loaded and stored by warming", "reason"),
  WARMING_DURATION("cache_warmer.warming_duration", "How long warming runs take"),
  MEMORY_USAGE("cache_warmer.memory_usage", "Bytes that warmed entries hold, as stored"),
  PATTERNS_TRACKED("cache_warmer.patterns_tracked", "Keys in the pattern table"),
  OLLAMA_CACHE_HIT_RATE(
      "cache_warmer.ollama_cache_hit_rate", "Share of recorded questions that a cache answered"),
  GROCERY_ITEMS_CACHED(
      "cache_warmer.grocery_items_cached", "Of the 100 common items, those in the cache now"),
  ACCURACY(
      "cache_warmer.accuracy_ratio", "Warmed entries read before they expired / warmed entries"),
  COVERAGE("cache_warmer.coverage_ratio", "Demand hits on warmed entries / demand requests"),
  REDIS_FAILURES("cache_warmer.redis_failures", "Redis commands that failed", "use", "kind"),
  REDIS_RECONNECTS("cache_warmer.redis_reconnects", "Connections made to Redis", "use"),
  REDIS_CONNECTIONS("cache_warmer.redis_connections", "Connections to Redis that are up", "use"),
  REDIS_REFUSING(
      "cache_warmer.redis_breaker_open",
      "1 while commands are refused without asking Redis",
      "use"),
  REDIS_IN_FLIGHT("cache_warmer.redis_in_flight", "Commands that Redis has not answered", "use"),
  REDIS_FOREIGN_VALUES(
      "cache_warmer.redis_foreign_values", "Values under our keys that are not ours to serve"),
  HEAP_BYTES("cache_warmer.heap_store_bytes", "Bytes that the heap store holds"),
  HEAP_EVICTIONS("cache_warmer.heap_store_evictions", "Entries evicted for want of room");

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
