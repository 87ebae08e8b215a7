package io.cachewarmer.replay.policy;

/**
 * Forecasts of about the same probability: their mean, the share that came true, how many they are.
 */
public record Reliability(double predicted, double observed, long count) {}
