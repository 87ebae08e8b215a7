package io.cachewarmer.forecast;

import io.cachewarmer.popularity.PatternView;

/** What is taken for true of a key until it has been measured. */
public final class Assumed {

  private static final double ITEM_LOAD_MILLIS = 100;
  private static final double ANSWER_LOAD_MILLIS = 250;
  private static final long ITEM_BYTES = 2_048;
  private static final long ANSWER_BYTES = 5_120;

  private Assumed() {}

  public static double loadMillis(String key) {
    return isAnswer(key) ? ANSWER_LOAD_MILLIS : ITEM_LOAD_MILLIS;
  }

  public static long bytes(String key) {
    return isAnswer(key) ? ANSWER_BYTES : ITEM_BYTES;
  }

  /** What a hit saves its asker: the measured load time, or the assumed one before any load. */
  public static double savedMillis(PatternView pattern) {
    return pattern.loadMillis() > 0 ? pattern.loadMillis() : loadMillis(pattern.key());
  }

  public static long bytes(PatternView pattern) {
    return pattern.bytes() > 0 ? pattern.bytes() : bytes(pattern.key());
  }

  private static boolean isAnswer(String key) {
    return key.startsWith("llm:");
  }
}
