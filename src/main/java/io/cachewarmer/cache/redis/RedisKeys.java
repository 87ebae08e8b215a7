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

  /** Leases of the nodes, which no item can be called like and no clearing of values may end. */
  boolean isOfCluster(String name) {
    return name.startsWith(prefix + '\u001f');
  }

  /** The hash of what is known of warmed values. */
  String warmed() {
    return prefix + "warmed";
  }

  /** A SCAN pattern for all of ours, the prefix's own wildcards taken literally. */
  String pattern() {
    var pattern = new StringBuilder();
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      if ("*?[]^-\\".indexOf(c) >= 0) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return pattern.append('*').toString();
  }
}
