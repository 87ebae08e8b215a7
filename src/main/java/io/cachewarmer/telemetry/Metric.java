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
  SERIES_REFUSED("cache_warmer.series_refused", "Counters beyond the bound on series, not shown"),
  EVENTS_RECORDED("cache_warmer.events_recorded", "Events journalled and learned"),
  EVENTS_REPEATED("cache_warmer.events_repeated", "Events dropped because their id came before"),
  EVENTS_SAMPLED_OUT("cache_warmer.events_sampled_out", "Events left out by the sample rate"),
  EVENTS_NOT_KEPT("cache_warmer.events_not_kept", "Events refused because the journal failed"),
  BATCHES_WAITING("cache_warmer.batches_waiting", "Batches that wait to be journalled"),
  LEARNING_DURATION("cache_warmer.learning_duration", "How long learning one batch takes"),
  PATTERNS_REFUSED(
      "cache_warmer.patterns_refused", "Accesses whose key found the pattern table full of better"),
  PATTERNS_EVICTED(
      "cache_warmer.patterns_evicted", "Patterns that gave way to better ones or were too old"),
  SAVE_FAILURES("cache_warmer.save_failures", "Saves of what was learned that failed"),
  FORESIGHT_BACKLOG("cache_warmer.foresight_backlog", "Events that the learner has still to learn"),
  FORESIGHT_THINNED(
      "cache_warmer.foresight_events_thinned", "Events that the learner was spared in a flood"),
  FORESIGHT_ITEMS("cache_warmer.foresight_items", "Keys that the learner follows"),
  FORESIGHT_DECISIONS("cache_warmer.foresight_decisions", "Warms decided at events", "reason"),
  FORESIGHT_UNMADE(
      "cache_warmer.foresight_unmade", "Warms decided at events and not made, or not needed"),
  FORESIGHT_LEFT_TO_OTHERS(
      "cache_warmer.foresight_left_to_others", "Warms decided here that the key's owner makes"),
  SHADOW_PRICE("cache_warmer.shadow_price", "Misses that a warm must save to be made"),
  WARM_TIMELINESS("cache_warmer.warm_timeliness", "Time from a warm to its first hit"),
  SHARED_LAG(
      "cache_warmer.shared_lag_seconds",
      "Age of what this node or others know and have not shared",
      "what"),
  SHARED_COUNTS_TOLD("cache_warmer.shared_counts_told", "Batches of counts told to other nodes"),
  SHARED_COUNTS_HEARD(
      "cache_warmer.shared_counts_heard", "Batches of counts heard from other nodes"),
  SHARED_COUNTS_FAILURES(
      "cache_warmer.shared_counts_failures", "Attempts to tell or hear counts that failed"),
  SHARED_COUNTS_DROPPED(
      "cache_warmer.shared_counts_dropped", "Counts of other nodes that found no room"),
  EXCHANGE_TOLD("cache_warmer.exchange_told", "Entries of accesses told to other nodes"),
  EXCHANGE_HEARD("cache_warmer.exchange_heard", "Entries of accesses heard from other nodes"),
  EXCHANGE_FAILURES(
      "cache_warmer.exchange_failures", "Attempts to tell or hear accesses that failed"),
  EXCHANGE_DROPPED(
      "cache_warmer.exchange_dropped_events",
      "Accesses that could not be told to other nodes, or that fell out before they were heard",
      "way"),
  JOURNAL_APPEND("cache_warmer.journal_append", "How long a batch takes until it is kept"),
  JOURNAL_EVENTS("cache_warmer.journal_events", "Events kept in the journal"),
  JOURNAL_BYTES("cache_warmer.journal_bytes", "Bytes of batches written to the journal"),
  JOURNAL_ROWS("cache_warmer.journal_rows", "Batches in the journal since the last save"),
  ARCHIVE_SAVE("cache_warmer.archive_save", "How long keeping the learned state takes"),
  ARCHIVE_FAILURES("cache_warmer.archive_failures", "Calls that the archive denied", "operation"),
  ARCHIVE_LOG_BYTES("cache_warmer.archive_log_bytes", "Size of the archive's write-ahead log"),
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
  HEAP_EVICTIONS("cache_warmer.heap_store_evictions", "Entries evicted for want of room"),
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
  CLUSTER_MEMBERS("cache_warmer.cluster_members", "Nodes that this one sees, itself too"),
  CLUSTER_OWNED_SHARE(
      "cache_warmer.cluster_owned_share_ratio", "Share of keys that are this node's"),
  CLUSTER_MIGRATIONS(
      "cache_warmer.cluster_migrations", "Partitions of keys that went from node to node"),
  CLUSTER_REMOTE_FAILURES(
      "cache_warmer.cluster_remote_failures", "Requests to other nodes without an answer", "kind"),
  CLUSTER_DEAF(
      "cache_warmer.cluster_deaf", "1 while the others cannot reach this node's addresses"),
  NEAR_HITS("cache_warmer.near_hits", "Values that the heap in front of Redis answered"),
  NEAR_BYTES("cache_warmer.near_bytes", "Bytes that the heap in front of Redis holds"),
  NEAR_DROPS("cache_warmer.near_drops", "Times that it was emptied as a message may be missing"),
  SCHEDULE_FIRINGS("cache_warmer.schedule_firings", "Runs that a timer asked for", "outcome"),
  HTTP_REQUESTS("cache_warmer.http_requests", "Requests answered", "route", "status"),
  HTTP_CONNECTIONS("cache_warmer.http_connections", "Connections open at the door"),
  HTTP_CONNECTIONS_REFUSED(
      "cache_warmer.http_connections_refused", "Connections closed because too many were open"),
  EVENTS_ACCEPTED("cache_warmer.events_accepted", "Posted events that were kept"),
  EVENTS_REJECTED(
      "cache_warmer.events_rejected", "Posted events and bodies that were refused", "reason"),
  EVENTS_WAITING("cache_warmer.events_waiting", "Posted events that wait for the next batch"),
  LLM_REQUESTS("cache_warmer.llm_requests", "Requests at the Ollama door", "outcome"),
  LLM_SKIPPED("cache_warmer.llm_skipped", "Answers that were not kept", "reason"),
  LLM_SAVED_TOKENS("cache_warmer.llm_saved_tokens", "Tokens that hits did not have to generate"),
  LLM_SAVED_SECONDS("cache_warmer.llm_saved_seconds", "Generation time that hits saved"),
  LLM_IN_FLIGHT("cache_warmer.llm_in_flight", "Generations in flight at Ollama"),
  LLM_WAITING("cache_warmer.llm_waiting", "Generations that wait for a place at Ollama"),
  LLM_BREAKER_OPEN("cache_warmer.llm_breaker_open", "1 while Ollama is left alone"),
  LLM_EVENTS_DROPPED("cache_warmer.llm_events_dropped", "Door requests that could not be recorded");

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
