package io.cachewarmer.popularity;

import java.time.ZoneId;

/**
 * How demand is learned.
 *
 * @param sampleRate share of the events that are counted, each for 1/rate; above 0, at most 1
 * @param decayFactor what is left of a count after a day, above 0 and at most 1
 * @param retentionMillis a key not asked for in so long is dropped
 * @param maxPatterns keys in the table at most
 * @param zone in which hours of the week are told
 */
public record LearningRules(
    double sampleRate, double decayFactor, long retentionMillis, int maxPatterns, ZoneId zone) {}
