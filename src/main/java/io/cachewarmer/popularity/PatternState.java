package io.cachewarmer.popularity;

import java.util.Map;

/**
 * A pattern as it is kept across restarts: every field that a later decision depends on, exactly.
 *
 * @param key of an item; totals have names that begin with a control character, as no item's may
 * @param asOfMillis the moment to which the decayed values are brought, {@code recentCount} excepted,
 *     which is as of the last access
 * @param loadWeight decayed number of accesses behind {@code loadSum}
 * @param profile decayed counts by hour of the week, as of {@code asOfMillis}
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
