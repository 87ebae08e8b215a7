package io.cachewarmer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.testing.FakeOllama;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which wordings share an answer at the door, and which never do. */
class DoorWordingsTest {

  private FakeOllama ollama;

  @BeforeEach
  void open() {
    ollama = FakeOllama.start();
  }

  @AfterEach
  void close() {
    ollama.close();
  }

  private TestProxy door(Map<String, String> settings) {
    return new TestProxy(ollama.url(), settings, Tokens.none());
  }

  private static String ask(TestProxy door, String words) {
    return answer(door, "/api/generate", generate(words));
  }

  private static JsonObject generate(String words) {
    return new JsonObject().put("model", "llama3.2:3b").put("prompt", words);
  }

  private static JsonObject chat(String... turns) {
    var messages = new JsonArray();
    for (int i = 0; i < turns.length; i++) {
      messages.add(new JsonObject()
          .put("role", (turns.length - i) % 2 == 1 ? "user" : "assistant")
          .put("content", turns[i]));
    }
    return new JsonObject().put("model", "llama3.2:3b").put("messages", messages);
  }

  private static String answer(TestProxy door, String path, JsonObject body) {
    return door.post(path, body.encode()).headers().firstValue("X-Cache").orElse("");
  }

  @Test
  void commandsThatMeanTheSameShareOneAnswerByDefault() {
    try (var door = door(Map.of())) {
      assertThat(ask(door, "Add milk to my list")).isEqualTo("MISS");
      for (var same : List.of(
          "please put some milk on the list", "add milk to my list.", "ADD  MILK to my list")) {
        assertThat(ask(door, same)).as(same).isEqualTo("HIT");
      }
      var hit = door.post(
          "/api/generate",
          generate("put milk on my list, please").put("stream", false).encode());
      assertThat(hit.body()).contains("Answer to Add milk to my list");
      assertThat(ollama.asked().get(0).getString("prompt")).isEqualTo("Add milk to my list");
      assertThat(ollama.generations()).isEqualTo(1);
    }
  }

  @Test
  void anotherArticleIntentAmountOrListIsAnotherQuestion() {
    try (var door = door(Map.of())) {
      for (var one : List.of(
          "remove salt",
          "remove pepper",
          "add salt",
          "remove salt from my list",
          "remove 2 kg of salt",
          "remove salt and pepper",
          "price of salt",
          "remove sea salt",
          "remove salt from my christmas list",
          "remove salt, or not",
          "remove it")) {
        assertThat(ask(door, one)).as(one).isEqualTo("MISS");
      }
    }
  }

  @Test
  void everythingElseOfARequestStaysInTheKey() {
    try (var door = door(Map.of())) {
      var plain = generate("add milk");
      assertThat(answer(door, "/api/generate", plain)).isEqualTo("MISS");
      var changed = List.of(
          plain.copy().put("system", "Answer in French"),
          plain.copy().put("options", new JsonObject().put("temperature", 0)),
          plain.copy().put("format", "json"),
          plain.copy().put("raw", true).put("prompt", "Add milk"),
          plain.copy().put("model", "nomic-embed-text"));
      for (var other : changed) {
        assertThat(answer(door, "/api/generate", other)).as(other.encode()).isEqualTo("MISS");
      }
      assertThat(answer(door, "/api/chat", chat("Add milk"))).isEqualTo("MISS");
      assertThat(answer(door, "/api/chat", chat("Please add milk"))).isEqualTo("HIT");
      assertThat(answer(door, "/api/chat", chat("Add eggs", "Done", "Add milk")))
          .isEqualTo("MISS");
      assertThat(answer(door, "/api/chat", chat("add eggs", "Done", "Add milk")))
          .isEqualTo("MISS");
      assertThat(answer(door, "/api/chat", chat("add eggs", "Done", "please add milk")))
          .isEqualTo("HIT");
      assertThat(answer(door, "/v1/chat/completions", chat("Add milk"))).isEqualTo("MISS");
    }
  }

  @Test
  void whatIsNoCommandIsTakenWordForWordUnlessItsRouteAllowsMore() {
    try (var door = door(Map.of("OLLAMA_NORMALISE", "/api/chat"))) {
      assertThat(ask(door, "What should I eat?")).isEqualTo("MISS");
      assertThat(ask(door, "what should i eat")).isEqualTo("MISS");
      assertThat(answer(door, "/api/chat", chat("What should I  eat?"))).isEqualTo("MISS");
      assertThat(answer(door, "/api/chat", chat("what should i eat"))).isEqualTo("HIT");
      assertThat(answer(door, "/api/chat", chat("what should I not eat"))).isEqualTo("MISS");
      assertThat(answer(door, "/api/chat", chat("say \"Eat\""))).isEqualTo("MISS");
      assertThat(answer(door, "/api/chat", chat("say \"eat\""))).isEqualTo("MISS");
    }
  }

  @Test
  void theOperatorCanHaveEveryCharacterMatter() {
    try (var door = door(Map.of("OLLAMA_GROCERY_COMMANDS", "false"))) {
      assertThat(ask(door, "Add milk")).isEqualTo("MISS");
      assertThat(ask(door, "add milk")).isEqualTo("MISS");
      assertThat(ask(door, "Add milk")).isEqualTo("HIT");
    }
  }
}
