package io.cachewarmer.popularity;

import java.util.List;
import java.util.Map;

/**
 * All that has been learned of demand, at one moment; immutable, safe to read on any thread.
 *
 * @param atMillis the moment
 * @param exposureDays decayed length of the time listened, in days; at least 0.25
 * @param accesses how many accesses were counted since the beginning, not decayed
 * @param store all patterns added up, under the empty name
 * @param askedLastHour keys asked for in the hour before, latest first, bounded
 */
public record DemandSnapshot(
    long atMillis,
    double exposureDays,
    long accesses,
    List<PatternView> patterns,
    List<PromptView> prompts,
    Map<String, CategoryView> categories,
    CategoryView store,
    List<String> askedLastHour) {}
