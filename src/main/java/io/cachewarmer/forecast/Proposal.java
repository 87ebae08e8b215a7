package io.cachewarmer.forecast;

/**
 * One strategy's case for one key.
 *
 * @param probability P(asked within the TTL) as this strategy sees it, 0 to 1
 * @param savedMillis what a hit would save its asker
 * @param admissible whether it passes this strategy's own threshold
 * @param detail a sentence for people
 */
public record Proposal(
    String key,
    Arm arm,
    double probability,
    double savedMillis,
    boolean admissible,
    String detail) {}
