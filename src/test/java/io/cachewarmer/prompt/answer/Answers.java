package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.CanonicalJson;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers as upstream sends them: said in these pieces, ended for this reason. */
record Answers(Route route, List<String> thoughts, List<String> words, boolean calls, String why) {

  static final long ROOM = 1 << 20;

  static PromptRequest request(Route route, boolean stream) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", "llama3.2:3b");
    body.put(route.question(), route.question().equals("messages") ? List.of(Map.of()) : "hi");
    body.put("stream", stream);
    return new PromptRequest(route, body);
  }

  List<Map<String, Object>> chunks() {
    return route.isOpenAi() ? events() : lines();
  }

  private List<Map<String, Object>> lines() {
    var lines = new ArrayList<Map<String, Object>>();
    thoughts.forEach(thought -> lines.add(line("", Map.of("thinking", thought))));
    words.forEach(word -> lines.add(line(word, Map.of())));
    if (calls) {
      lines.add(line("", Map.of("tool_calls", List.of(Map.of("function", Map.of("name", "add"))))));
    }
    var last = line("", Map.of());
    last.put("done", true);
    last.put("done_reason", why);
    last.put("total_duration", 5_000_000_000L);
    last.put("prompt_eval_count", 9);
    last.put("eval_count", words.size());
    lines.add(last);
    return lines;
  }

  private Map<String, Object> line(String text, Map<String, Object> more) {
    boolean chat = route == Route.CHAT;
    var said = new LinkedHashMap<String, Object>();
    if (chat) {
      said.put("role", "assistant");
    }
    said.put(chat ? "content" : "response", text);
    said.putAll(more);
    var line = new LinkedHashMap<String, Object>();
    line.put("model", "llama3.2:3b");
    line.put("created_at", "2026-11-26T10:00:00Z");
    line.putAll(chat ? Map.of("message", said) : said);
    line.put("done", false);
    return line;
  }

  private List<Map<String, Object>> events() {
    var events = new ArrayList<Map<String, Object>>();
    if (route == Route.V1_CHAT) {
      thoughts.forEach(
          thought -> events.add(event(Map.of("delta", Map.of("reasoning", thought)), "")));
    }
    words.forEach(word -> events.add(event(said(word), "")));
    if (calls && route == Route.V1_CHAT) {
      events.add(
          event(call("id", "c1", "function", Map.of("name", "add", "arguments", "{\"a")), ""));
      events.add(event(call("function", Map.of("arguments", "\":1}")), ""));
    }
    events.add(event(said(""), why));
    var usage = new LinkedHashMap<>(event(Map.of(), ""));
    usage.put("choices", List.of());
    usage.put("usage", Map.of("prompt_tokens", 9, "completion_tokens", words.size()));
    events.add(usage);
    return events;
  }

  private Map<String, Object> said(String text) {
    return route == Route.V1_CHAT
        ? Map.of("delta", Map.of("role", "assistant", "content", text))
        : Map.of("text", text);
  }

  private static Map<String, Object> call(Object... members) {
    var call = new LinkedHashMap<String, Object>();
    call.put("index", 0);
    for (int i = 0; i < members.length; i += 2) {
      call.put((String) members[i], members[i + 1]);
    }
    return Map.of("delta", Map.of("tool_calls", List.of(call)));
  }

  private Map<String, Object> event(Map<String, Object> piece, String finish) {
    var choice = new LinkedHashMap<String, Object>();
    choice.put("index", 0);
    choice.putAll(piece);
    choice.put("finish_reason", finish.isEmpty() ? CanonicalJson.NULL : finish);
    var event = new LinkedHashMap<String, Object>();
    event.put("id", "chatcmpl-1");
    event.put("object", route == Route.V1_CHAT ? "chat.completion.chunk" : "text_completion");
    event.put("created", 1);
    event.put("model", "llama3.2:3b");
    event.put("choices", List.of(choice));
    return event;
  }

  static Outcome captured(PromptRequest request, List<Map<String, Object>> chunks, boolean done) {
    var capture = new Capture(request, ROOM);
    chunks.forEach(capture::add);
    if (done) {
      capture.done();
    }
    return capture.finish(1, 2);
  }
}
