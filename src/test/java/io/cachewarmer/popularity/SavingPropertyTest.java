package io.cachewarmer.popularity;

import static io.cachewarmer.popularity.Events.DAY;
import static io.cachewarmer.popularity.Events.NOON;
import static io.cachewarmer.popularity.Events.learner;
import static io.cachewarmer.popularity.Events.prompt;
import static io.cachewarmer.popularity.Events.restored;
import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** An archive that applies what it is told, and a learner that starts from it. */
class SavingPropertyTest {

  private static final int CAP = 40;

  private final Map<String, PatternState> patterns = new LinkedHashMap<>();
  private final Map<String, PromptState> prompts = new LinkedHashMap<>();
  private LearnedState last = LearnedState.empty();

  @Property(tries = 100)
  void aRestoredLearnerGoesOnExactlyAsTheOriginal(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int saves) {
    patterns.clear();
    prompts.clear();
    last = LearnedState.empty();
    var random = new SplittableRandom(seed);
    var original = learner(CAP);
    for (int i = 0; i < saves; i++) {
      original.learn(events(random, i, 60), (key, weight) -> {});
      save(original, random.nextInt(3) > 0);
    }
    save(original, true);
    var restored = restored(
        new LearnedState(
            1,
            last.firstAccessMillis(),
            last.accesses(),
            List.copyOf(patterns.values()),
            List.of(),
            List.copyOf(prompts.values()),
            List.of(),
            List.of()),
        CAP);
    long now = NOON + saves * DAY;
    same(original.snapshot(now), restored.snapshot(now));

    // Known keys only: admission draws its victims at random.
    var later = knownOnly(original, events(random, saves, 60));
    original.learn(later, (key, weight) -> {});
    restored.learn(later, (key, weight) -> {});
    same(original.snapshot(now + DAY), restored.snapshot(now + DAY));
    assertThat(restored.figures(now + DAY).averageResponseMillis())
        .isEqualTo(original.figures(now + DAY).averageResponseMillis());
    assertThat(restored.exposureDays(now)).isEqualTo(original.exposureDays(now));
  }

  private void save(Learner learner, boolean kept) {
    if (!learner.changed()) {
      return;
    }
    var export = learner.beginSave();
    while (export.nextSlice(7)) {
      // On to the next slice.
    }
    if (!kept) {
      learner.saveFailed(export);
      assertThat(learner.changed()).isTrue();
      return;
    }
    last = export.state(1, List.of());
    last.patterns().forEach(state -> patterns.put(state.key(), state));
    last.patternsGone().forEach(patterns::remove);
    last.prompts().forEach(state -> prompts.put(state.pattern().key(), state));
    last.promptsGone().forEach(prompts::remove);
    learner.saveKept(export);
  }

  private static List<AccessEvent> events(SplittableRandom random, int day, int count) {
    var events = new ArrayList<AccessEvent>();
    long at = NOON + day * DAY;
    for (int i = 0; i < count; i++) {
      at += random.nextInt(600_000);
      var key = "k" + (int) Math.pow(200, random.nextDouble());
      var category = random.nextBoolean() ? "c" + random.nextInt(5) : "";
      var related = random.nextBoolean() ? List.of("k" + random.nextInt(60)) : List.<String>of();
      var session = random.nextBoolean() ? "s" + day + random.nextInt(4) : "";
      boolean hit = random.nextBoolean();
      events.add(
          random.nextInt(5) == 0
              ? prompt("q" + random.nextInt(30), at, random.nextInt(900), hit, "a" + i)
              : new ItemAccess(
                  "", key, at, random.nextInt(900), hit, category, related, i, "", session));
    }
    return events;
  }

  private static List<AccessEvent> knownOnly(Learner learner, List<AccessEvent> events) {
    return events.stream()
        .filter(e -> e instanceof ItemAccess item
            && learner.find(item.key(), item.atMillis()).isPresent())
        .filter(e -> e instanceof ItemAccess item && item.sessionId().isEmpty())
        .toList();
  }

  private static void same(DemandSnapshot original, DemandSnapshot restored) {
    assertThat(restored.accesses()).isEqualTo(original.accesses());
    assertThat(sorted(restored.patterns())).isEqualTo(sorted(original.patterns()));
    assertThat(restored.prompts()).containsExactlyInAnyOrderElementsOf(original.prompts());
    assertThat(restored.categories()).isEqualTo(original.categories());
    assertThat(restored.store()).isEqualTo(original.store());
    assertThat(restored.askedLastHour()).isEqualTo(original.askedLastHour());
  }

  private static List<PatternView> sorted(List<PatternView> views) {
    return views.stream().sorted(Comparator.comparing(PatternView::key)).toList();
  }
}
