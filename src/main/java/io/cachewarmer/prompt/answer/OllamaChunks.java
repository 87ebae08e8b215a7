package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.Json;
import io.cachewarmer.prompt.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lines of a stream of {@code /api/generate} or {@code /api/chat}: thoughts, words, calls of tools,
 * and at last {@code done:true} with all else.
 */
final class OllamaChunks {

  private static final String LOGPROBS = "logprobs";
  private static final String TOOL_CALLS = "tool_calls";
  private static final String THINKING = "thinking";
  private static final Set<String> TOLD_BEFORE = Set.of(LOGPROBS, THINKING, TOOL_CALLS);

  private final boolean chat;
  private final Map<String, Object> answer;
  private final Map<String, Object> said;
  private final String words;
  private final List<Map<String, Object>> lines = new ArrayList<>();

  private OllamaChunks(Route route, Map<String, Object> answer) {
    this.chat = route == Route.CHAT;
    this.answer = answer;
    this.said = chat ? Json.object(answer, "message").orElse(Map.of()) : answer;
    this.words = chat ? "content" : "response";
  }

  static List<Map<String, Object>> of(Route route, Map<String, Object> answer) {
    return new OllamaChunks(route, answer).lines();
  }

  private List<Map<String, Object>> lines() {
    for (var thought : Slices.of(Json.text(said, THINKING).orElse(""))) {
      lines.add(line("", Map.of(THINKING, thought)));
    }
    words(Json.text(said, words).orElse(""), Json.list(answer, LOGPROBS));
    var calls = Json.list(said, TOOL_CALLS);
    if (!calls.isEmpty()) {
      lines.add(line("", Map.of(TOOL_CALLS, calls)));
    }
    lines.add(last());
    return lines;
  }

  /** With log probabilities a line is a token, as far as the tokens tell. */
  private void words(String text, List<Object> logprobs) {
    var tokens = logprobs.isEmpty() ? List.<String>of() : Slices.ofTokens(text, logprobs);
    for (int i = 0; i < tokens.size(); i++) {
      var line = line(tokens.get(i), Map.of());
      line.put(LOGPROBS, List.of(logprobs.get(i)));
      lines.add(line);
    }
    if (tokens.isEmpty()) {
      var slices = Slices.of(text);
      for (var slice : slices) {
        lines.add(line(slice, Map.of()));
      }
      if (!logprobs.isEmpty()) {
        var line = line("", Map.of());
        line.put(LOGPROBS, logprobs);
        lines.add(line);
      }
    }
  }

  private Map<String, Object> line(String text, Map<String, Object> more) {
    var line = new LinkedHashMap<String, Object>();
    for (var name : List.of("model", "created_at")) {
      Json.member(answer, name).ifPresent(value -> line.put(name, value));
    }
    line.putAll(spoken(text, more));
    line.put("done", false);
    return line;
  }

  private Map<String, Object> spoken(String text, Map<String, Object> more) {
    var spoken = new LinkedHashMap<String, Object>();
    if (chat) {
      spoken.put("role", said.getOrDefault("role", "assistant"));
    }
    spoken.put(words, text);
    spoken.putAll(more);
    return chat ? Map.of("message", spoken) : spoken;
  }

  private Map<String, Object> last() {
    var line = new LinkedHashMap<String, Object>();
    answer.forEach((name, value) -> {
      if (name.equals("message") || name.equals("response")) {
        line.put(name, chat ? silent() : "");
      } else if (!isTold(name, value)) {
        line.put(name, value);
      }
    });
    return line;
  }

  /** What a message has beside words, thoughts and calls is told at the end. */
  private Map<String, Object> silent() {
    var message = new LinkedHashMap<String, Object>();
    said.forEach((name, value) -> {
      if (!isTold(name, value)) {
        message.put(name, name.equals(words) ? "" : value);
      }
    });
    return message;
  }

  /** Nothing is told of a thought without words, or of an empty list: these come with the end. */
  private static boolean isTold(String name, Object value) {
    return TOLD_BEFORE.contains(name) && !value.equals("") && !value.equals(List.of());
  }
}
