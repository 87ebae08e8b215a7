package io.cachewarmer.plan;

import io.cachewarmer.forecast.Arm;

/** One arm's argument for a candidate: its share of the whole case, 0 to 1, and a sentence. */
public record Reason(Arm strategy, double share, String detail) {}
