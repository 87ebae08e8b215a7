package io.cachewarmer.popularity;

import java.util.Map;

/** All recorded questions added up: how long their answers took, and how many a cache gave. */
final class Answered {

  private double asked;
  private double cached;
  private double millis;

  void count(double weight, boolean fromCache, double responseMillis) {
    asked += weight;
    cached += fromCache ? weight : 0;
    millis += weight * responseMillis;
  }

  double meanMillis() {
    return asked == 0 ? 0 : millis / asked;
  }

  double cachedShare() {
    return asked == 0 ? 0 : cached / asked;
  }

  boolean isEmpty() {
    return asked == 0;
  }

  void clear() {
    asked = 0;
    cached = 0;
    millis = 0;
  }

  PatternState state(String name) {
    var never = HourOfWeekProfile.empty();
    return new PatternState(
        name, "", 0, 0, asked, 0, cached, millis, asked, 0, never, Map.of(), Map.of());
  }

  void restore(PatternState state) {
    asked = state.count();
    cached = state.hits();
    millis = state.loadSum();
  }
}
