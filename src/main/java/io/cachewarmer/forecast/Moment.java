package io.cachewarmer.forecast;

import java.time.ZoneId;

/**
 * When a forecast is made, where, and for how long after it a value would serve.
 *
 * @param foreseen what the learner expects of the keys that it follows, from this moment on
 */
public record Moment(long atMillis, ZoneId zone, long ttlMillis, Foreseen foreseen) {

  public Moment(long atMillis, ZoneId zone, long ttlMillis) {
    this(atMillis, zone, ttlMillis, Foreseen.NOTHING);
  }

  public Moment with(Foreseen seen) {
    return new Moment(atMillis, zone, ttlMillis, seen);
  }
}
