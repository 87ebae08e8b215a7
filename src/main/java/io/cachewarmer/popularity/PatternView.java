package io.cachewarmer.popularity;

import java.util.List;

/**
 * What is known of one key at one moment.
 *
 * @param category empty when never told
 * @param count decayed number of accesses
 * @param recentCount the same with a half-life of hours, for seeing what rises
 * @param hitShare decayed share of accesses that a cache answered, 0 to 1
 * @param loadMillis decayed mean wait of the accesses that missed, or of all when none missed
 * @param bytes size of the value as last told; 0 when never told
 * @param score importance, 0 to 1
 * @param related keys that go with this one, as told and as seen in sessions, strongest first
 * @param profile decayed accesses by hour of the week; never changes once handed out
 */
public record PatternView(
    String key,
    String category,
    double count,
    double recentCount,
    double hitShare,
    double loadMillis,
    int bytes,
    long lastAccessMillis,
    double score,
    List<Related> related,
    HourOfWeekProfile profile) {

  /** A key that goes with another, and how often it does, 0 to 1. */
  public record Related(String key, double strength, boolean told) {}
}
