package io.cachewarmer.popularity;

import java.util.List;

/**
 * What the learner hands to the archive, and gets back at start.
 *
 * <p>On its way to the archive it holds what changed since the last one that was kept: changed rows
 * whole, and the keys that left. On its way back it holds everything.
 *
 * @param coveredUpTo the last journal sequence number that this state contains
 * @param firstAccessMillis when listening began; 0 before any access
 * @param accesses accesses counted since the beginning
 * @param model what the learner of rates and sessions has learned of the same events
 * @param recentIds hashes of the event ids of the last minutes, with their times, oldest first
 */
public record LearnedState(
    long coveredUpTo,
    long firstAccessMillis,
    long accesses,
    List<PatternState> patterns,
    List<String> patternsGone,
    List<PromptState> prompts,
    List<String> promptsGone,
    List<SeenId> recentIds,
    ModelChunks model) {

  public record SeenId(long hash, long atMillis) {}

  /** Without a model, or with one that did not change. */
  public LearnedState(
      long coveredUpTo,
      long firstAccessMillis,
      long accesses,
      List<PatternState> patterns,
      List<String> patternsGone,
      List<PromptState> prompts,
      List<String> promptsGone,
      List<SeenId> recentIds) {
    this(
        coveredUpTo,
        firstAccessMillis,
        accesses,
        patterns,
        patternsGone,
        prompts,
        promptsGone,
        recentIds,
        ModelChunks.NONE);
  }

  public LearnedState with(ModelChunks changes) {
    return new LearnedState(
        coveredUpTo,
        firstAccessMillis,
        accesses,
        patterns,
        patternsGone,
        prompts,
        promptsGone,
        recentIds,
        changes);
  }

  public static LearnedState empty() {
    return new LearnedState(0, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
