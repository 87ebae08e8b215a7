package io.cachewarmer.replay.policy;

import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a policy has to keep to.
 *
 * @param ttlMillis how long a loaded value is fresh
 * @param budget warms per access
 * @param capacity how many unexpired values the cache holds; without it, all
 * @param burst warms beyond the budget that may come at once, where the caller set it
 * @param zone where the hours of the day are read off
 */
public record Setting(
    long ttlMillis, double budget, OptionalInt capacity, OptionalLong burst, ZoneId zone) {}
