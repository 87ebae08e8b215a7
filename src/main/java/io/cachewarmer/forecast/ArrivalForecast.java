package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.List;

/**
 * P(asked within the TTL) of a key, from how often it was asked for and when in the day.
 *
 * <p>Requests are taken as a Poisson process whose rate follows the hour of the day: with x the
 * integral of the rate over the TTL, P = 1 - exp(-x). Stateless; safe on any thread.
 */
public final class ArrivalForecast {

  private final double decayPerDay;

  /**
   * @param decayPerDay what is left of a count after a day, above 0 and at most 1; the same factor by
   *     which the snapshot's counts were decayed
   */
  public ArrivalForecast(double decayPerDay) {
    if (!(decayPerDay > 0 && decayPerDay <= 1)) {
      throw new IllegalArgumentException("decay per day must be above 0 and at most 1");
    }
    this.decayPerDay = decayPerDay;
  }

  /** The same forecast for many keys: what all keys share is worked out once. */
  public Outlook outlook(DemandSnapshot demand, Moment moment) {
    return new Outlook(demand, moment, decayPerDay);
  }

  public double probability(PatternView pattern, DemandSnapshot demand, Moment moment) {
    return outlook(demand, moment).probability(pattern);
  }

  /** The numbers behind {@link #probability}, for people. */
  public List<Feature> explain(PatternView pattern, DemandSnapshot demand, Moment moment) {
    return outlook(demand, moment).explain(pattern);
  }
}
