package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.Json;
import io.cachewarmer.prompt.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a whole answer is fit to be kept. The same is asked of what comes back from the cache. */
final class Verdict {

  private static final List<String> SPOKEN = List.of("response", "content", "text", "refusal");

  private static final List<String> THOUGHT = List.of("thinking", "reasoning", "reasoning_content");

  private Verdict() {}

  /** What is wrong with the answer; empty when nothing is. */
  static Optional<Reason> of(Route route, Map<String, Object> answer) {
    if (Json.member(answer, "error").isPresent()) {
      return Optional.of(Reason.ERROR);
    }
    return switch (route) {
      case GENERATE -> ofOllama(answer, answer);
      case CHAT ->
        Json.object(answer, "message")
            .map(message -> ofOllama(answer, message))
            .orElse(Optional.of(Reason.NOT_JSON));
      case V1_CHAT, V1_COMPLETIONS -> ofChoices(route, answer);
      case EMBED -> ofVectors(Json.list(answer, "embeddings"));
      case EMBEDDINGS -> ofVectors(List.of(Json.list(answer, "embedding")));
      case V1_EMBEDDINGS ->
        ofVectors(Json.objects(answer, "data").stream()
            .map(each -> each.getOrDefault("embedding", ""))
            .toList());
    };
  }

  private static Optional<Reason> ofOllama(Map<String, Object> answer, Map<String, Object> said) {
    if (!Json.isTrue(answer, "done")) {
      return Optional.of(Reason.TRUNCATED);
    }
    String why = Json.text(answer, "done_reason").orElse("");
    if (why.equals("load") || why.equals("unload")) {
      return Optional.of(Reason.LOAD);
    }
    return ended(why, said);
  }

  private static Optional<Reason> ofChoices(Route route, Map<String, Object> answer) {
    var choices = Json.list(answer, "choices");
    if (choices.isEmpty()) {
      return Optional.of(Reason.TRUNCATED);
    }
    return choices.stream()
        .flatMap(choice -> Json.object(choice)
            .map(object -> ofChoice(route, object))
            .orElse(Optional.of(Reason.NOT_JSON))
            .stream())
        .findFirst();
  }

  private static Optional<Reason> ofChoice(Route route, Map<String, Object> choice) {
    var said = route == Route.V1_CHAT ? Json.object(choice, "message") : Optional.of(choice);
    var why = Json.text(choice, "finish_reason");
    if (why.isEmpty()) {
      return Optional.of(Reason.TRUNCATED);
    }
    return said.map(words -> ended(why.get(), words)).orElse(Optional.of(Reason.NOT_JSON));
  }

  /** A model that calls a tool has finished what it had to say. */
  private static Optional<Reason> ended(String why, Map<String, Object> said) {
    boolean calls = !Json.list(said, "tool_calls").isEmpty();
    if (!why.equals("stop") && !(why.equals("tool_calls") && calls)) {
      return Optional.of(Reason.LENGTH);
    }
    if (Stream.concat(SPOKEN.stream(), THOUGHT.stream())
        .flatMap(name -> Json.member(said, name).stream())
        .anyMatch(Verdict::isNoText)) {
      return Optional.of(Reason.NOT_JSON);
    }
    boolean speaks = SPOKEN.stream()
        .flatMap(name -> Json.text(said, name).stream())
        .anyMatch(text -> !text.isBlank());
    return speaks || calls ? Optional.empty() : Optional.of(Reason.EMPTY);
  }

  private static boolean isNoText(Object value) {
    return !(value instanceof String);
  }

  /** OpenAI's clients may ask for a vector as one text in base64. */
  private static Optional<Reason> ofVectors(List<Object> vectors) {
    boolean full = !vectors.isEmpty() && vectors.stream().allMatch(Verdict::isVector);
    return full ? Optional.empty() : Optional.of(Reason.EMPTY);
  }

  private static boolean isVector(Object value) {
    return Stream.concat(
            Json.list(value).filter(list -> !list.isEmpty()).stream(),
            Stream.of(value).filter(v -> v instanceof String text && !text.isBlank()))
        .findAny()
        .isPresent();
  }
}
