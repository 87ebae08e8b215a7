package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.Json;
import io.cachewarmer.prompt.PromptKey;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.Route;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One answer as it is kept: the object that its route gives when it does not stream, with every member
 * that upstream gave, and what is known about it. All other forms are made from it.
 *
 * @param model as upstream spelled it, or else as it was asked for
 * @param createdAtMillis when the answer was over, since the epoch
 * @param loadMillis how long upstream took
 * @param tokensIn of the question; 0 when upstream did not count
 * @param tokensOut of the answer; 0 when upstream did not count
 */
public record AnswerRecord(
    Route route,
    String model,
    long createdAtMillis,
    long loadMillis,
    long tokensIn,
    long tokensOut,
    Map<String, Object> answer) {

  /** Goes up when records of before can no longer be read; those are then misses. */
  private static final int VERSION = 1;

  public AnswerRecord {
    answer = Collections.unmodifiableMap(answer);
  }

  static AnswerRecord of(
      PromptRequest request, Map<String, Object> answer, long createdAtMillis, long loadMillis) {
    var usage = Json.object(answer, "usage").orElse(Map.of());
    return new AnswerRecord(
        request.route(),
        Json.text(answer, "model").orElse(request.model()),
        createdAtMillis,
        loadMillis,
        count(answer, "prompt_eval_count") + count(usage, "prompt_tokens"),
        count(answer, "eval_count") + count(usage, "completion_tokens"),
        answer);
  }

  /** @throws IllegalArgumentException when this is no record, one of another version, or no whole answer */
  public static AnswerRecord of(Map<String, Object> json) {
    require(whole(json, "v") == VERSION, "version");
    var route = Json.text(json, "route").flatMap(Route::of).orElseThrow(() -> corrupt("route"));
    var answer = Json.object(json, "answer").orElseThrow(() -> corrupt("answer"));
    require(Verdict.of(route, answer).isEmpty(), "answer");
    return new AnswerRecord(
        route,
        Json.text(json, "model").orElseThrow(() -> corrupt("model")),
        whole(json, "createdAt"),
        whole(json, "loadMillis"),
        whole(json, "tokensIn"),
        whole(json, "tokensOut"),
        answer);
  }

  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("v", VERSION);
    json.put("route", route.path());
    json.put("model", model);
    json.put("createdAt", createdAtMillis);
    json.put("loadMillis", loadMillis);
    json.put("tokensIn", tokensIn);
    json.put("tokensOut", tokensOut);
    json.put("answer", answer);
    return json;
  }

  /** The answer as one object, as this client would have had it from upstream. */
  public Map<String, Object> whole(PromptRequest client) {
    return spelledFor(client);
  }

  /**
   * The answer in chunks, as this client would have had them from upstream, but for the {@code [DONE]} of
   * OpenAI's dialect. Vectors come whole.
   */
  public List<Map<String, Object>> stream(PromptRequest client) {
    var spelled = spelledFor(client);
    return switch (route) {
      case GENERATE, CHAT -> OllamaChunks.of(route, spelled);
      case V1_CHAT, V1_COMPLETIONS -> OpenAiChunks.of(route, spelled, client.wantsUsage());
      case EMBED, EMBEDDINGS, V1_EMBEDDINGS -> List.of(spelled);
    };
  }

  /** Upstream tells the model by the name that it was asked for: with its tag or without. */
  private Map<String, Object> spelledFor(PromptRequest client) {
    String told = Json.text(answer, "model").orElse("");
    if (told.equals(client.model())
        || !PromptKey.tagged(told).equals(PromptKey.tagged(client.model()))) {
      return answer;
    }
    var spelled = new LinkedHashMap<>(answer);
    spelled.put("model", client.model());
    return spelled;
  }

  private static long count(Map<String, Object> json, String name) {
    return Json.number(json, name).map(Number::longValue).orElse(0L);
  }

  private static long whole(Map<String, Object> json, String name) {
    long value = Json.number(json, name).orElseThrow(() -> corrupt(name)).longValue();
    require(value >= 0, name);
    return value;
  }

  private static void require(boolean sound, String member) {
    if (!sound) {
      throw corrupt(member);
    }
  }

  private static IllegalArgumentException corrupt(String member) {
    return new IllegalArgumentException("not a record of an answer: " + member);
  }
}
