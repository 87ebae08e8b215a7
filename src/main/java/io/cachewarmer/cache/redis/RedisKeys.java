package io.cachewarmer.cache.redis;

/**
 * Our names in Redis: everything begins with the prefix, and nothing that does not is ever touched.
 */
record RedisKeys(String prefix) {

  RedisKeys {
    if (prefix.isBlank()) {
      throw new IllegalArgumentException(
          "the Redis key prefix is empty: clearing our keys would clear everybody's");
    }
  }

  String of(String key) {
    return prefix + key;
  }

  /** The hash of what is known of warmed values. */
  String warmed() {
    return prefix + "warmed";
  }

  /** A SCAN pattern for all of ours, the prefix's own wildcards taken literally. */
  String pattern() {
    var pattern = new StringBuilder();
    for (char c : prefix.toCharArray()) {
      if ("*?[]^-\\".indexOf(c) >= 0) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return pattern.append('*').toString();
  }
}
