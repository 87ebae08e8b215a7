package io.cachewarmer.popularity;

/** The two speeds of forgetting: days, for what is popular; hours, for seeing what rises. */
record Forgetting(Decay slow, Decay fast) {

  private static final long SIX_HOURS = 6 * 3_600_000L;

  /** @param decayFactor what is left of a count after a day */
  static Forgetting perDay(double decayFactor) {
    return new Forgetting(Decay.perDay(decayFactor), Decay.halving(SIX_HOURS));
  }

  static Forgetting nothing() {
    return new Forgetting(Decay.none(), Decay.none());
  }
}
