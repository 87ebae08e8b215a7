package io.cachewarmer.http;

import static io.cachewarmer.http.Route.delete;
import static io.cachewarmer.http.Route.free;
import static io.cachewarmer.http.Route.get;
import static io.cachewarmer.http.Route.load;
import static io.cachewarmer.http.Route.post;
import static io.cachewarmer.http.guard.Scope.READ;

import java.util.List;

/**
 * Every route but the two of the recording path, one a line. A new endpoint is a line here, a handler,
 * and an entry in {@code openapi.yaml}; a test compares the two.
 */
record Routes(
    Warm warm,
    Runs runs,
    Clear clear,
    Plans plans,
    Explain explain,
    Health health,
    Stats stats,
    Trials trials,
    CacheReads cache,
    Items items,
    Metrics metrics,
    Docs docs,
    LlmEntries llm) {

  // A thousand names of 256 bytes, or questions, fit; nothing else needs more than a few words.
  private static final int LIST = 512 << 10;
  private static final int WORDS = 64 << 10;

  List<Route> all() {
    return List.of(
        post("/warm", LIST, Warm.MEMBERS, warm::start),
        post("/warm/category", WORDS, Warm.CATEGORY_MEMBERS, warm::category),
        post("/warm/nlp", LIST, Warm.NLP_MEMBERS, warm::questions),
        get("/runs/{id}", READ, runs::show),
        delete("/runs/{id}", runs::cancel),
        post("/clear", WORDS, Clear.MEMBERS, clear::clear),
        get("/plan", READ, plans::show),
        get("/explain/{key}", READ, explain::show),
        get("/health", READ, health::show),
        free("/health/live", health::live),
        free("/health/ready", health::ready),
        get("/stats", READ, stats::show),
        get("/experiments", READ, trials::show),
        get("/cache/{key}", READ, cache::show),
        load("/items/{id}", items::read),
        get("/llm/entries", READ, llm::list),
        delete("/llm/entries", llm::dropMany),
        delete("/llm/entries/{key}", llm::dropOne),
        get("/metrics", READ, metrics::show),
        get("/openapi.yaml", READ, docs::openApi),
        get("/docs", READ, docs::page),
        get("/docs/{file}", READ, docs::file));
  }
}
