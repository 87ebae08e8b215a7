package io.cachewarmer.popularity;

import io.cachewarmer.access.PromptAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The questions worth remembering, with their texts and last told answers. Bounded by number and by
 * bytes, with the pattern table's admission, so that long questions asked once push out none that
 * comes again. Of one thread.
 */
final class QueryBook {

  static final int MOST_QUERIES = 2_000;
  static final long MOST_BYTES = 16L << 20;

  // One answer must not take the room of hundreds of questions.
  private static final long MOST_ANSWER_BYTES = MOST_BYTES / 8;

  private final PatternTable table;
  private final Map<String, Text> texts = new HashMap<>();
  private long bytes;

  QueryBook(Decay decay, RandomGenerator random) {
    table = new PatternTable(MOST_QUERIES, decay, random, this::forgetText);
  }

  /** The pattern of the question, to be counted; empty when it is not worth a place yet. */
  Optional<Pattern> admit(String key, PromptAccess asked) {
    var before = texts.getOrDefault(key, Text.NONE);
    var text = new Text(asked.model(), asked.query(), answerAfter(before, asked));
    boolean crowded = bytes + text.bytes() > MOST_BYTES;
    var admitted = table.admit(key, asked.atMillis(), crowded);
    admitted.ifPresent(pattern -> keep(pattern, text, asked.atMillis()));
    return admitted;
  }

  void restore(PromptState state, Forgetting forgets, KeyPool pool) {
    var pattern = new Pattern(state.pattern(), state.pattern().key(), forgets, pool);
    var text = new Text(state.model(), state.query(), state.answer());
    if (bytes + text.bytes() <= MOST_BYTES && table.restore(pattern)) {
      put(pattern.key, text);
    }
  }

  PromptView view(Pattern pattern, long atMillis, Forgetting forgets) {
    var text = texts.getOrDefault(pattern.key, Text.NONE);
    return new PromptView(pattern.view(atMillis, forgets), text.model, text.query, text.answer);
  }

  PromptState state(Pattern pattern) {
    var text = texts.getOrDefault(pattern.key, Text.NONE);
    return new PromptState(pattern.state(pattern.key), text.model, text.query, text.answer);
  }

  PatternTable table() {
    return table;
  }

  long bytes() {
    return bytes;
  }

  private static String answerAfter(Text before, PromptAccess asked) {
    boolean told =
        !asked.response().isEmpty() && 2L * asked.response().length() <= MOST_ANSWER_BYTES;
    return told ? asked.response() : before.answer;
  }

  private void keep(Pattern pattern, Text text, long atMillis) {
    put(pattern.key, text);
    while (bytes > MOST_BYTES && table.evictOther(pattern, atMillis)) {
      // Each eviction gives bytes back, and the book is finite.
    }
  }

  private void put(String key, Text text) {
    var before = texts.put(key, text);
    bytes += text.bytes() - (before == null ? 0 : before.bytes());
  }

  private void forgetText(Pattern pattern) {
    var text = texts.remove(pattern.key);
    bytes -= text == null ? 0 : text.bytes();
  }

  private record Text(String model, String query, String answer) {
    static final Text NONE = new Text("", "", "");

    // Two bytes a character is the most that a String takes; 300 for objects around the texts.
    long bytes() {
      return 300 + 2L * (model.length() + query.length() + answer.length());
    }
  }
}
