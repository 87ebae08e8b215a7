package io.cachewarmer.forecast;

import java.time.ZoneId;

/** When a forecast is made, where, and for how long after it a value would serve. */
public record Moment(long atMillis, ZoneId zone, long ttlMillis) {}
