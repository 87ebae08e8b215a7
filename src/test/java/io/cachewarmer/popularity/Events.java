package io.cachewarmer.popularity;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

/** Events and learners for tests. */
final class Events {

  static final long NOON = 1_764_590_400_000L; // Monday 2025-12-01 12:00 UTC
  static final long DAY = 86_400_000;

  private Events() {}

  static ItemAccess item(String key, long at) {
    return item(key, at, 120, false);
  }

  static ItemAccess item(String key, long at, double load, boolean hit) {
    return new ItemAccess("", key, at, load, hit, "", List.of(), 0, "", "");
  }

  static ItemAccess named(String id, String key, long at) {
    return new ItemAccess(id, key, at, 120, false, "", List.of(), 0, "", "");
  }

  static ItemAccess inCategory(String key, String category, long at) {
    return new ItemAccess("", key, at, 120, false, category, List.of(), 0, "", "");
  }

  static ItemAccess telling(String key, long at, String... related) {
    return new ItemAccess("", key, at, 120, false, "", List.of(related), 0, "", "");
  }

  static ItemAccess inSession(String key, long at, String session) {
    return new ItemAccess("", key, at, 120, false, "", List.of(), 0, "", session);
  }

  static PromptAccess prompt(String query, long at, double millis, boolean cached, String answer) {
    return new PromptAccess("", "llama", query, at, millis, cached, answer, "", "");
  }

  static Learner learner(int patterns) {
    return learner(patterns, 1);
  }

  static Learner learner(int patterns, double sampleRate) {
    var rules = new LearningRules(sampleRate, .95, 7 * DAY, patterns, ZoneId.of("UTC"));
    return new Learner(
        rules, new SplittableRandom(3), asked -> "llm:" + asked.model() + ":" + asked.query());
  }

  static void learn(Learner learner, AccessEvent... events) {
    learner.learn(List.of(events), (key, weight) -> {});
  }

  /** Another learner that has been given this one's whole state. */
  static Learner restored(LearnedState state, int patterns) {
    var learner = learner(patterns);
    learner.restore(state.firstAccessMillis(), state.accesses());
    learner.restorePatterns(state.patterns());
    learner.restorePrompts(state.prompts());
    return learner;
  }

  static LearnedState saved(Learner learner) {
    var export = learner.beginSave();
    while (export.nextSlice(7)) {
      // On to the next slice.
    }
    learner.saveKept(export);
    return export.state(1, List.of());
  }
}
