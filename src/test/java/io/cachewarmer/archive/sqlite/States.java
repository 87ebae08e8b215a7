package io.cachewarmer.archive.sqlite;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.LearnedState.SeenId;
import io.cachewarmer.popularity.PatternState;
import io.cachewarmer.popularity.PromptState;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** States and batches for tests. */
final class States {

  private static final HourOfWeekProfile NO_HOURS =
      HourOfWeekProfile.fromArray(new float[HourOfWeekProfile.HOURS]);

  private States() {}

  static PatternState pattern(String key, double count) {
    var hours = new float[HourOfWeekProfile.HOURS];
    hours[7] = (float) count;
    hours[167] = 0.1f;
    return new PatternState(
        key,
        "dairy",
        1_000,
        2_000,
        count,
        1.5,
        0.3,
        120.5,
        1.1,
        2_048,
        HourOfWeekProfile.fromArray(hours),
        Map.of("grocery:eggs", 0.7f),
        Map.of());
  }

  static PromptState prompt(String key) {
    return new PromptState(pattern(key, 2), "llama3.2:3b", "Add milk to my list", "Added.");
  }

  static LearnedState covering(long sequence, PatternState... patterns) {
    return new LearnedState(
        sequence,
        500,
        10 * sequence,
        List.of(patterns),
        List.of(),
        List.of(),
        List.of(),
        List.of(new SeenId(42, 900), new SeenId(-7, 950)));
  }

  /** Everything but the profile, which has no equality: that is compared by its hours. */
  static PatternState withoutProfile(PatternState p) {
    return new PatternState(
        p.key(),
        p.category(),
        p.asOfMillis(),
        p.lastAccessMillis(),
        p.count(),
        p.recentCount(),
        p.hits(),
        p.loadSum(),
        p.loadWeight(),
        p.bytes(),
        NO_HOURS,
        p.told(),
        p.observed());
  }

  /** A batch whose events tell of their sequence number. */
  static List<AccessEvent> batch(long sequence, int size) {
    return IntStream.range(0, size)
        .<AccessEvent>mapToObj(i -> new ItemAccess(
            "id-" + sequence + "-" + i,
            "grocery:" + i % 100,
            1_700_000_000_000L + sequence,
            120.5,
            i % 3 == 0,
            "dairy",
            List.of("grocery:eggs"),
            2_048,
            "user-" + i % 7,
            ""))
        .toList();
  }
}
