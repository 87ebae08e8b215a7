package io.cachewarmer.forecast.session;

/** A small generator whose state can be kept, so that a restored model rolls on as the old one would. */
final class Dice {

  private long state;

  Dice(long seed) {
    state = seed;
  }

  /** 0 to below 1. Xorshift64* (Marsaglia 2003, Vigna 2016). */
  double roll() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return ((state * 0x2545F4914F6CDD1DL) >>> 11) * 0x1p-53;
  }

  long state() {
    return state;
  }

  void restore(long kept) {
    state = kept;
  }
}
