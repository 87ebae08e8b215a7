package io.cachewarmer.popularity;

import java.util.Map;

/**
 * A pattern as it is kept across restarts: every field that a later decision depends on, exactly.
 *
 * @param asOfMillis the moment to which the decayed values are brought
 * @param loadWeight decayed number of accesses behind {@code loadSum}
 * @param profile decayed counts by hour of the week, as of the same moment
 * @param told related keys as told, with their weight
 */
public record PatternState(
    String key,
    String category,
    long asOfMillis,
    long lastAccessMillis,
    double count,
    double recentCount,
    double hits,
    double loadSum,
    double loadWeight,
    int bytes,
    HourOfWeekProfile profile,
    Map<String, Float> told,
    Map<String, Float> observed) {}
