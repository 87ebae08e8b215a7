package io.cachewarmer.popularity;

/** A question as it is kept across restarts. */
public record PromptState(PatternState pattern, String model, String query, String answer) {}
