package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.CanonicalJson;
import io.cachewarmer.prompt.Json;
import io.cachewarmer.prompt.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of a stream of {@code /v1/chat/completions} or {@code /v1/completions}, choice after choice,
 * and at last the token counts for who asked for them.
 */
final class OpenAiChunks {

  private static final String CHOICES = "choices";
  private static final String USAGE = "usage";
  private static final String FINISH = "finish_reason";

  private final boolean chat;
  private final Map<String, Object> answer;
  private final List<Map<String, Object>> events = new ArrayList<>();

  private OpenAiChunks(Route route, Map<String, Object> answer) {
    this.chat = route == Route.V1_CHAT;
    this.answer = answer;
  }

  static List<Map<String, Object>> of(Route route, Map<String, Object> answer, boolean usage) {
    return new OpenAiChunks(route, answer).events(usage);
  }

  private List<Map<String, Object>> events(boolean usage) {
    var choices = Json.objects(answer, CHOICES);
    for (int i = 0; i < choices.size(); i++) {
      Object index = choices.get(i).getOrDefault("index", i);
      for (var piece : ChoicePieces.of(chat, choices.get(i))) {
        event(index, piece, CanonicalJson.NULL);
      }
      event(index, end(choices.get(i)), choices.get(i).getOrDefault(FINISH, "stop"));
    }
    if (usage && Json.member(answer, USAGE).isPresent()) {
      var counts = frame(List.of());
      counts.put(USAGE, answer.getOrDefault(USAGE, CanonicalJson.NULL));
      events.add(counts);
    }
    return events;
  }

  private Map<String, Object> end(Map<String, Object> choice) {
    var end = new LinkedHashMap<String, Object>();
    end.put(chat ? "delta" : "text", chat ? Map.of() : "");
    if (choice.get("logprobs") == CanonicalJson.NULL) {
      end.put("logprobs", CanonicalJson.NULL);
    }
    return end;
  }

  private void event(Object index, Map<String, Object> piece, Object finish) {
    var choice = new LinkedHashMap<String, Object>();
    choice.put("index", index);
    choice.putAll(piece);
    choice.put(FINISH, finish);
    events.add(frame(List.of(choice)));
  }

  /** An event with all that the answer tells beside its choices and counts. */
  private Map<String, Object> frame(List<Object> choices) {
    var frame = new LinkedHashMap<String, Object>();
    answer.forEach((name, value) -> {
      if (name.equals("object")) {
        frame.put(name, chat ? "chat.completion.chunk" : "text_completion");
      } else if (!name.equals(USAGE)) {
        frame.put(name, name.equals(CHOICES) ? choices : value);
      }
    });
    return frame;
  }
}
