package io.cachewarmer.popularity;

/**
 * What is known of one question.
 *
 * @param pattern how it is asked for; its key is the {@code llm:} key of the cached answer
 * @param answer the last answer that a client allowed to write answers has told; empty when none
 */
public record PromptView(PatternView pattern, String model, String query, String answer) {}
