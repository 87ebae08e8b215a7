package io.cachewarmer.config;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TTL under its name of today, in milliseconds, or under its old one, in seconds. */
final class TimeToLive {

  static final String OLD_NAME = "CACHE_WARMING_TTL_EXTENSION";
  private static final Logger LOG = LoggerFactory.getLogger(TimeToLive.class);
  private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();

  private TimeToLive() {}

  static Duration read(Values values) {
    var today = values.get(Settings.TTL);
    var old = values.fromEnvironment(OLD_NAME, Form.seconds(1, YEAR_SECONDS));
    if (old.isEmpty()) {
      return today;
    }
    var ttl = values.isInEnvironment(Settings.TTL) ? today : old.get();
    LOG.atWarn()
        .addKeyValue("ttlMillis", ttl.toMillis())
        .log(
            ttl.equals(old.get())
                ? OLD_NAME + " (seconds) is an old name; use CACHE_WARMING_TTL (milliseconds)"
                : OLD_NAME
                    + " is ignored, since CACHE_WARMING_TTL says otherwise; remove the old one");
    return ttl;
  }
}
