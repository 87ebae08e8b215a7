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
  HTTP_REQUESTS("cache_warmer.http_requests", "Requests answered", "route", "status"),
  HTTP_CONNECTIONS("cache_warmer.http_connections", "Connections open at the door"),
  HTTP_CONNECTIONS_REFUSED(
      "cache_warmer.http_connections_refused", "Connections closed because too many were open"),
  EVENTS_ACCEPTED("cache_warmer.events_accepted", "Posted events that were kept"),
  EVENTS_REJECTED(
      "cache_warmer.events_rejected", "Posted events and bodies that were refused", "reason"),
  EVENTS_WAITING("cache_warmer.events_waiting", "Posted events that wait for the next batch");

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
