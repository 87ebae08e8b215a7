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
  WARMING_FAILURES(
      "cache_warmer.warming_failures", "Candidates that could not be warmed", "failure"),
  WARMING_SKIPPED("cache_warmer.warming_skipped", "Candidates that a run passed over", "verdict"),
  WARMING_RUNS("cache_warmer.warming_runs", "Warming runs that ended", "trigger", "state"),
  WARMED_ENTRIES("cache_warmer.warmed_entries", "Warmed entries in the cache"),
  BUDGET_SPENT("cache_warmer.budget_spent", "Warms that prediction paid for, per access heard"),
  UNSTORED_LOADS("cache_warmer.unstored_loads", "Live loads whose value the cache did not keep"),
  UPSTREAM_LOADS("cache_warmer.upstream_loads", "Requests to the origin", "kind"),
  UPSTREAM_JOINED(
      "cache_warmer.upstream_joined", "Loads that joined one under way for the same key"),
  UPSTREAM_FAILURES("cache_warmer.upstream_failures", "Failed requests to the origin", "failure"),
  UPSTREAM_IN_FLIGHT("cache_warmer.upstream_in_flight", "Requests to the origin in flight"),
  UPSTREAM_WAITING("cache_warmer.upstream_waiting", "Loads that wait for a place upstream"),
  UPSTREAM_BREAKER(
      "cache_warmer.upstream_breaker", "Whether the origin is asked: 0 yes, 1 on trial, 2 no"),
  SCHEDULE_FIRINGS("cache_warmer.schedule_firings", "Runs that a timer asked for", "outcome");

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
