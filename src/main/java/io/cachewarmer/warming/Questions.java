package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.popularity.PromptView;
import io.cachewarmer.prompt.CanonicalJson;
import io.cachewarmer.prompt.CommonQueries;
import io.cachewarmer.prompt.PromptKey;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the keys of questions mean: the model and the words, and the last answer that a client told, which
 * is cached while the model itself cannot be asked.
 */
final class Questions {

  /** One question; {@code answer} is empty when nobody told one. */
  record Question(String model, String text, String answer, long askedAtMillis) {}

  private final Map<String, Question> known = new HashMap<>();

  /** @param model of the common questions */
  Questions(List<PromptView> prompts, List<Warm.Query> named, String model) {
    CommonQueries.byKey(model)
        .forEach((key, text) -> known.put(key, new Question(model, text, "", 0)));
    named.forEach(query -> known.put(
        PromptKey.of(query.model(), query.text()),
        new Question(query.model(), query.text(), "", 0)));
    prompts.forEach(prompt -> known.put(
        prompt.pattern().key(),
        new Question(
            prompt.model(), prompt.query(), prompt.answer(), prompt.pattern().lastAccessMillis())));
  }

  /** No question can be answered. */
  static Questions none() {
    return new Questions(List.of(), List.of(), "");
  }

  static boolean isQuestion(String key) {
    return key.startsWith(PromptKey.PREFIX);
  }

  Optional<Question> find(String key) {
    return Optional.ofNullable(known.get(key));
  }

  /** The canonical record; its source says that nobody but a client vouches for it. */
  Optional<Buffer> lastAnswer(String key) {
    return find(key)
        .filter(question -> !question.answer().isEmpty())
        .map(question -> Buffer.buffer(CanonicalJson.of(Map.of(
            "model", question.model(),
            "prompt", question.text(),
            "response", question.answer(),
            "source", "client",
            "recordedAt", question.askedAtMillis()))));
  }

  static OriginFailure unknown() {
    return new OriginFailure(
        OriginFailure.Kind.UNKNOWN_ITEM, "no answer is known yet for this question");
  }
}
