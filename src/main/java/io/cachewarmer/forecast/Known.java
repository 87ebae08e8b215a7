package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.HashMap;
import java.util.Map;

/** Patterns by their key. */
final class Known {

  private Known() {}

  static Map<String, PatternView> patterns(DemandSnapshot demand) {
    var known = new HashMap<String, PatternView>(demand.patterns().size() * 2);
    demand.patterns().forEach(pattern -> known.put(pattern.key(), pattern));
    return known;
  }
}
