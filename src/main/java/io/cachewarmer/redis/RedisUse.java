package io.cachewarmer.redis;

import io.cachewarmer.config.Config;
import java.util.Locale;

/** What links to Redis are for; each use has connections of its own, and a metric label. */
public enum RedisUse {
  /** Values, on every request's path: a few links, so that event loops need not share one. */
  CACHE(4),
  /** What is known of warmed values. */
  INDEX(1),
  /** The counts that nodes share. */
  COUNTS(1),
  /** The accesses that nodes tell each other. */
  EXCHANGE(1),
  /** What only one node may do at a time. */
  LEASES(1),
  /** Values that are written only while a lease is held. */
  FENCED(1);

  private final int links;

  RedisUse(int links) {
    this.links = links;
  }

  int links() {
    return links;
  }

  int database(Config.Redis config) {
    return switch (this) {
      // A key can only be watched from its own database.
      case CACHE, LEASES, FENCED -> config.cacheDatabase();
      case INDEX, COUNTS, EXCHANGE -> config.analyticsDatabase();
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
