package io.cachewarmer.proxy;

import io.cachewarmer.prompt.PromptKey;
import io.cachewarmer.prompt.answer.AnswerRecord;
import io.cachewarmer.proxy.json.JsonMaps;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last answers beyond their time to live, for when the model server fails ({@code stale-if-error}, RFC
 * 5861), and never beyond a hard age. In the memory of this node only, bounded in bytes; the longest unused
 * leaves first.
 */
final class OldAnswers {

  private static final long MOST_BYTES = 16L << 20;
  private static final int LARGEST = 256 << 10;
  private static final long OVERHEAD = 256;
  private static final float LOAD = 0.75f;

  /** An answer and its age. */
  record Found(AnswerRecord record, Duration age) {}

  private record Old(Buffer bytes, String model, long askedAtMillis) {

    long weight() {
      return OVERHEAD + bytes.length();
    }
  }

  private final Duration hardAge;
  private final Map<String, Old> answers = new LinkedHashMap<>(16, LOAD, true);
  private long bytes;

  /** @param hardAge an answer as old as that is never served; zero = none is kept */
  OldAnswers(Duration hardAge) {
    this.hardAge = hardAge;
  }

  /** @param record as {@link Shelf#write} gives it */
  void keep(String key, Buffer record, String model, long askedAtMillis) {
    if (hardAge.isZero() || record.length() > LARGEST) {
      return;
    }
    var before = answers.get(key);
    if (before != null && before.askedAtMillis >= askedAtMillis) {
      return;
    }
    var old = new Old(record, PromptKey.tagged(model), askedAtMillis);
    bytes += old.weight() - (before == null ? 0 : before.weight());
    answers.put(key, old);
    var longestUnused = answers.values().iterator();
    while (bytes > MOST_BYTES) {
      bytes -= longestUnused.next().weight();
      longestUnused.remove();
    }
  }

  Optional<Found> find(String key, long nowMillis) {
    return Optional.ofNullable(answers.get(key)).flatMap(old -> {
      var age = Duration.ofMillis(Math.max(0, nowMillis - old.askedAtMillis));
      return age.compareTo(hardAge) < 0
          ? JsonMaps.read(old.bytes).map(json -> new Found(AnswerRecord.of(json), age))
          : Optional.empty();
    });
  }

  /**
   * Forgets one, or those of a model that were asked for before some moment.
   *
   * @param key empty when they are chosen by the others, {@code model} likewise
   */
  void forget(String key, String model, long beforeMillis) {
    var each = answers.entrySet().iterator();
    while (each.hasNext()) {
      var one = each.next();
      boolean chosen = key.isEmpty()
          ? (model.isEmpty() || one.getValue().model.equals(PromptKey.tagged(model)))
              && one.getValue().askedAtMillis < beforeMillis
          : one.getKey().equals(key);
      if (chosen) {
        bytes -= one.getValue().weight();
        each.remove();
      }
    }
  }
}
