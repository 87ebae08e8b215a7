package io.cachewarmer.warming;

import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.popularity.PromptView;
import io.cachewarmer.prompt.CanonicalJson;
import io.cachewarmer.prompt.PromptKey;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last known answers to questions, as records to be cached. */
final class Answers {

  private final Map<String, PromptView> known = new HashMap<>();

  Answers(List<PromptView> prompts) {
    prompts.stream()
        .filter(prompt -> !prompt.answer().isEmpty())
        .forEach(prompt -> known.put(prompt.pattern().key(), prompt));
  }

  static boolean isAnswer(String key) {
    return key.startsWith(PromptKey.PREFIX);
  }

  /** The canonical record; its source says that nobody but a client vouches for it. */
  Optional<Buffer> find(String key) {
    return Optional.ofNullable(known.get(key))
        .map(prompt -> Buffer.buffer(CanonicalJson.of(Map.of(
            "model", prompt.model(),
            "prompt", prompt.query(),
            "response", prompt.answer(),
            "source", "client",
            "recordedAt", prompt.pattern().lastAccessMillis()))));
  }

  static OriginFailure unknown() {
    return new OriginFailure(
        OriginFailure.Kind.UNKNOWN_ITEM, "no answer is known yet for this question");
  }
}
