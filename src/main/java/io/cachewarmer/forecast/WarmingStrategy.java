package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import java.util.List;

/** Turns what is known of demand into proposals. Pure: same snapshot and moment, same proposals. */
public interface WarmingStrategy {

  Arm arm();

  /** At most a few hundred proposals, best first, each key once. */
  List<Proposal> propose(DemandSnapshot demand, Moment moment);
}
