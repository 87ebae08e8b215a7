package io.cachewarmer.testing;

import io.cachewarmer.testing.FakeScript.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** One answer of a {@link FakeOllama}, in the form that its route and request ask for. */
final class FakeWire {

  private final String path;
  private final JsonObject body;
  private final FakeScript how;
  private final boolean openAi;
  private final String question;
  private final String[] frame;

  FakeWire(String path, JsonObject body, FakeScript how) {
    this.path = path;
    this.body = body;
    this.how = how;
    this.openAi = path.startsWith("/v1/");
    this.question = question(body);
    // Encoded once: a test of long answers would otherwise wait for this fake rather than for the
    // door.
    this.frame = (chunk("WORD").encode() + "\n").split("\"WORD\"", 2);
  }

  static String question(JsonObject body) {
    if (body.getValue("messages") instanceof JsonArray messages && !messages.isEmpty()) {
      return String.valueOf(messages.getJsonObject(messages.size() - 1).getValue("content"));
    }
    return String.valueOf(body.getValue("prompt", body.getValue("input")));
  }

  boolean isStream() {
    return body.getBoolean("stream", !openAi);
  }

  String contentType() {
    return openAi ? "text/event-stream" : "application/x-ndjson";
  }

  private boolean asksUsage() {
    return body.getJsonObject("stream_options", new JsonObject())
        .getBoolean("include_usage", false);
  }

  /** The words of the answer, then its end, then what OpenAI sends after it. */
  int pieces() {
    int end = how.failure() == Failure.NOT_DONE ? 0 : 1;
    return words() + end + (openAi && end > 0 ? 1 + (asksUsage() ? 1 : 0) : 0);
  }

  Buffer piece(int index) {
    if (how.failure() == Failure.GARBAGE && index == words() / 2) {
      return Buffer.buffer("{\"model\": oops\n");
    }
    if (how.failure() == Failure.ERROR_LINE && index == words() / 2) {
      return Buffer.buffer("{\"error\":\"an error was encountered while running the model\"}\n");
    }
    if (!openAi) {
      return Buffer.buffer(
          index < words()
              ? frame[0] + Json.encode(word(index)) + frame[1]
              : last("").encode() + "\n");
    }
    if (index < words()) {
      return sse(delta(word(index), null).encode());
    }
    if (index == words()) {
      return sse(delta("", reason()).encode());
    }
    return index == words() + 1 && asksUsage()
        ? sse(frame(".chunk")
            .put("choices", new JsonArray())
            .put("usage", usage())
            .encode())
        : sse("[DONE]");
  }

  private int words() {
    return how.failure() == Failure.EMPTY
        ? 0
        : how.failure() == Failure.ENDLESS ? Integer.MAX_VALUE - 8 : how.words();
  }

  private String word(int index) {
    return index == 0 ? "Answer" : index == 1 ? " to " + question : " w" + index;
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = 0; i < words(); i++) {
      text.append(word(i));
    }
    return text.toString();
  }

  private String reason() {
    return how.failure() == Failure.LENGTH ? "length" : "stop";
  }

  Buffer whole() {
    return switch (how.failure()) {
      case GARBAGE -> Buffer.buffer("{\"model\": oops");
      case ERROR_LINE -> new JsonObject().put("error", "it failed").toBuffer();
      default -> (openAi ? completion() : last(text())).toBuffer();
    };
  }

  private JsonObject chunk(String word) {
    var chunk =
        new JsonObject().put("model", body.getString("model")).put("created_at", FakeOllama.at());
    if (path.equals("/api/chat")) {
      chunk.put("message", new JsonObject().put("role", "assistant").put("content", word));
    } else {
      chunk.put("response", word);
    }
    return chunk.put("done", false);
  }

  private JsonObject last(String text) {
    var last = chunk(text);
    if (how.failure() == Failure.NOT_DONE) {
      return last;
    }
    if (path.equals("/api/generate")) {
      last.put("context", new JsonArray().add(1).add(2));
    }
    return last.put("done", true)
        .put("done_reason", reason())
        .put("total_duration", 5_000_000L)
        .put("load_duration", 1_000_000L)
        .put("prompt_eval_count", 7)
        .put("prompt_eval_duration", 1_000_000L)
        .put("eval_count", how.words())
        .put("eval_duration", 3_000_000L);
  }

  private JsonObject frame(String suffix) {
    boolean chat = path.contains("chat");
    return new JsonObject()
        .put("id", "chatcmpl-7")
        .put("object", (chat ? "chat.completion" : "text_completion") + (chat ? suffix : ""))
        .put("created", 1_767_225_600)
        .put("model", body.getString("model"))
        .put("system_fingerprint", "fp_ollama");
  }

  private JsonObject delta(String word, String reason) {
    var choice = new JsonObject().put("index", 0);
    if (path.contains("chat")) {
      choice.put("delta", new JsonObject().put("role", "assistant").put("content", word));
    } else {
      choice.put("text", word);
    }
    return frame(".chunk").put("choices", new JsonArray().add(choice.put("finish_reason", reason)));
  }

  private JsonObject completion() {
    var choice = new JsonObject().put("index", 0);
    if (path.contains("chat")) {
      choice.put("message", new JsonObject().put("role", "assistant").put("content", text()));
    } else {
      choice.put("text", text());
    }
    var finish = how.failure() == Failure.NOT_DONE ? null : reason();
    return frame("")
        .put("choices", new JsonArray().add(choice.put("finish_reason", finish)))
        .put("usage", usage());
  }

  private JsonObject usage() {
    return new JsonObject()
        .put("prompt_tokens", 7)
        .put("completion_tokens", how.words())
        .put("total_tokens", 7 + how.words());
  }

  JsonObject embedding() {
    var vector = new JsonArray().add(0.25).add(question.length() + 0.5).add(-1.0);
    return switch (path) {
      case "/api/embeddings" -> new JsonObject().put("embedding", vector);
      case "/api/embed" ->
        new JsonObject()
            .put("model", body.getString("model"))
            .put("embeddings", new JsonArray().add(vector))
            .put("total_duration", 1_000_000L)
            .put("load_duration", 1_000L)
            .put("prompt_eval_count", 3);
      default ->
        new JsonObject()
            .put("object", "list")
            .put(
                "data",
                new JsonArray()
                    .add(new JsonObject()
                        .put("object", "embedding")
                        .put("embedding", vector)
                        .put("index", 0)))
            .put("model", body.getString("model"))
            .put("usage", new JsonObject().put("prompt_tokens", 3).put("total_tokens", 3));
    };
  }

  private static Buffer sse(String data) {
    return Buffer.buffer("data: " + data + "\n\n");
  }
}
