package io.cachewarmer.monitoring;

import java.time.Duration;

/**
 * How often things are looked at.
 *
 * @param checkup between two checkups that nobody asked for
 * @param patience how long a dependency may take to answer
 * @param fresh how long its answer stands
 * @param tally between two counts of the outcomes
 */
record Pace(Duration checkup, Duration patience, Duration fresh, Duration tally) {

  private static final Duration SECOND = Duration.ofSeconds(1);

  static final Pace NORMAL = new Pace(Duration.ofSeconds(5), SECOND, SECOND, SECOND);
}
