package io.cachewarmer.popularity;

/**
 * What one node counted of one key, as of the last access there; it decays from then on.
 *
 * @param category empty when never told
 * @param question whether the key is a question's, whose text only its own node knows
 * @param count decayed accesses
 * @param recentCount the same with a half-life of hours
 * @param hitShare of the accesses, 0 to 1
 * @param loadMillis mean wait of the accesses that missed, or of all when none did
 */
public record KeyCount(
    String key,
    String category,
    boolean question,
    long lastAccessMillis,
    double count,
    double recentCount,
    double hitShare,
    double loadMillis,
    int bytes) {

  /** The key of the sum of all a node's items; no item's is empty. */
  public static final String STORE = "";
}
