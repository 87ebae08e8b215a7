package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.CanonicalJson;
import io.cachewarmer.prompt.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pieces of one choice in OpenAI's dialect, in the order in which a model gives them. */
final class ChoicePieces {

  private static final String LOGPROBS = "logprobs";
  private static final String CONTENT = "content";
  private static final String TOOL_CALLS = "tool_calls";
  private static final List<String> THOUGHTS = List.of("reasoning", "reasoning_content");
  private static final Set<String> FRAME = Set.of("index", "finish_reason", "message", "text");

  private final boolean chat;
  private final Map<String, Object> choice;
  private final Map<String, Object> message;
  private final List<Map<String, Object>> pieces = new ArrayList<>();

  private ChoicePieces(boolean chat, Map<String, Object> choice) {
    this.chat = chat;
    this.choice = choice;
    this.message = Json.object(choice, "message").orElse(Map.of());
  }

  static List<Map<String, Object>> of(boolean chat, Map<String, Object> choice) {
    var pieces = new ChoicePieces(chat, choice);
    if (chat) {
      pieces.message();
    } else {
      Slices.of(Json.text(choice, "text").orElse(""))
          .forEach(slice -> pieces.pieces.add(Map.of("text", slice)));
    }
    pieces.extras();
    return pieces.pieces;
  }

  private void message() {
    var first = new LinkedHashMap<String, Object>();
    first.put("role", "assistant");
    first.put(CONTENT, "");
    message.forEach((name, value) -> {
      if (!isSpoken(name) || isNothing(value)) {
        first.put(name, value);
      }
    });
    delta(first);
    THOUGHTS.forEach(this::text);
    content();
    text("refusal");
    calls();
  }

  private static boolean isSpoken(String name) {
    return name.equals(CONTENT)
        || name.equals(TOOL_CALLS)
        || name.equals("refusal")
        || THOUGHTS.contains(name);
  }

  private static boolean isNothing(Object value) {
    return value == CanonicalJson.NULL || value.equals("") || value.equals(List.of());
  }

  private void text(String name) {
    Slices.of(Json.text(message, name).orElse("")).forEach(slice -> delta(Map.of(name, slice)));
  }

  /** With log probabilities an event is a token, when the tokens spell the words. */
  private void content() {
    String text = Json.text(message, CONTENT).orElse("");
    var logprobs =
        Json.object(choice, LOGPROBS).map(held -> Json.list(held, CONTENT)).orElse(List.of());
    var tokens = logprobs.isEmpty() ? List.<String>of() : Slices.ofTokens(text, logprobs);
    for (int i = 0; i < tokens.size(); i++) {
      delta(Map.of(CONTENT, tokens.get(i)), Map.of(CONTENT, List.of(logprobs.get(i))));
    }
    if (tokens.isEmpty()) {
      text(CONTENT);
      if (!logprobs.isEmpty()) {
        delta(Map.of(), Map.of(CONTENT, logprobs));
      }
    }
  }

  private void calls() {
    var calls = Json.objects(message, TOOL_CALLS);
    for (int i = 0; i < calls.size(); i++) {
      var call = new LinkedHashMap<String, Object>();
      call.put("index", i);
      call.putAll(calls.get(i));
      delta(Map.of(TOOL_CALLS, List.of(call)));
    }
  }

  /** What a choice has beside its message: told once, except for what the tokens told already. */
  private void extras() {
    var rest = new LinkedHashMap<String, Object>();
    choice.forEach((name, value) -> {
      if (!FRAME.contains(name)
          && !(name.equals(LOGPROBS) && (chat || value == CanonicalJson.NULL))) {
        rest.put(name, value);
      }
    });
    if (chat) {
      Json.object(choice, LOGPROBS)
          .ifPresent(held -> held.forEach((name, value) -> {
            if (!name.equals(CONTENT) && value != CanonicalJson.NULL) {
              delta(Map.of(), Map.of(name, value));
            }
          }));
    }
    if (!rest.isEmpty()) {
      var piece = new LinkedHashMap<String, Object>();
      piece.put(chat ? "delta" : "text", chat ? Map.of() : "");
      piece.putAll(rest);
      pieces.add(piece);
    }
  }

  private void delta(Map<String, Object> delta) {
    pieces.add(Map.of("delta", delta));
  }

  private void delta(Map<String, Object> delta, Map<String, Object> logprobs) {
    var piece = new LinkedHashMap<String, Object>();
    piece.put("delta", delta);
    piece.put(LOGPROBS, logprobs);
    pieces.add(piece);
  }
}
