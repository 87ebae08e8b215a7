package io.cachewarmer.popularity;

/** Decayed accesses of one category, slow and fast, and when in the week they come. */
public record CategoryView(
    String category, double count, double recentCount, HourOfWeekProfile profile) {}
