package io.cachewarmer.http;

import java.util.Locale;

/** Routes by their first word, for metrics: a fixed set, whatever paths are asked for. */
enum Family {
  RECORD,
  WARM,
  RUNS,
  CLEAR,
  PLAN,
  EXPLAIN,
  HEALTH,
  STATS,
  EXPERIMENTS,
  CACHE,
  ITEMS,
  LLM,
  METRICS,
  DOCS,
  OTHER;

  private final String word = name().toLowerCase(Locale.ROOT);

  String label() {
    return word;
  }

  static Family of(String path) {
    if (path.equals("/openapi.yaml")) {
      return DOCS;
    }
    for (var family : values()) {
      int end = family.word.length() + 1;
      if (path.startsWith(family.word, 1)
          && (path.length() == end || path.charAt(end) == '/')
          && family != OTHER) {
        return family;
      }
    }
    return OTHER;
  }
}
