package io.cachewarmer.proxy;

import io.cachewarmer.prompt.answer.AnswerRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the answers that this node has kept or served, for those who look at them or throw them
 * out. Bounded; the longest unused is forgotten first. The cache itself is not listed: it may be shared.
 */
final class KnownAnswers {

  private static final int MOST = 20_000;
  private static final int LONGEST_PROMPT = 256;
  private static final float LOAD = 0.75f;

  /** One answer; its prompt may be cut. */
  record Known(
      String key,
      String model,
      String route,
      String prompt,
      long createdAtMillis,
      long tokens,
      long bytes,
      long hits) {

    Known hitOnce() {
      return new Known(key, model, route, prompt, createdAtMillis, tokens, bytes, hits + 1);
    }
  }

  private final Map<String, Known> known = new LinkedHashMap<>(16, LOAD, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > MOST;
    }
  };

  void remember(String key, AnswerRecord record, String prompt, long bytes) {
    long hits = Optional.ofNullable(known.get(key)).map(Known::hits).orElse(0L);
    known.put(
        key,
        new Known(
            key,
            record.model(),
            record.route().path(),
            prompt.length() > LONGEST_PROMPT ? prompt.substring(0, LONGEST_PROMPT) : prompt,
            record.createdAtMillis(),
            record.tokensOut(),
            bytes,
            hits));
  }

  void hit(String key, AnswerRecord record, String prompt, long bytes) {
    if (!known.containsKey(key)) {
      remember(key, record, prompt, bytes);
    }
    known.computeIfPresent(key, (same, before) -> before.hitOnce());
  }

  void forget(List<String> keys) {
    keys.forEach(known::remove);
  }

  void clear() {
    known.clear();
  }

  /** The youngest first. */
  List<Known> all() {
    return known.values().stream()
        .sorted(java.util.Comparator.comparingLong(Known::createdAtMillis).reversed())
        .toList();
  }
}
