package io.cachewarmer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.bus.DoorMessage.DropAnswers;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.testing.FakeOllama;
import io.cachewarmer.testing.FakeScript;
import io.cachewarmer.testing.FakeScript.Failure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old answers: served when the model server fails, marked, and never beyond their hard age. */
class DoorStaleTest {

  private static final Duration TTL = Duration.ofHours(1);

  private FakeOllama ollama;
  private TestProxy door;

  @BeforeEach
  void open() {
    ollama = FakeOllama.start();
    door = new TestProxy(ollama.url(), Map.of("OLLAMA_TIMEOUT", "500"), Tokens.none());
  }

  @AfterEach
  void close() {
    door.close();
    ollama.close();
  }

  private HttpResponse<String> ask(String more, String... headers) {
    return door.post(
        "/api/generate", "{\"model\":\"llama3.2:3b\",\"prompt\":\"Hi\"" + more + "}", headers);
  }

  private static String field(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void anAnswerBeyondItsTtlIsServedWhileOllamaFails() {
    assertThat(field(ask(""), "X-Cache")).isEqualTo("MISS");
    door.clock.advance(TTL.plusSeconds(95));
    ollama.script(FakeScript.well().status(503, 1));
    for (String form : List.of("", ",\"stream\":false")) {
      var stale = ask(form);
      assertThat(stale.statusCode()).isEqualTo(200);
      assertThat(field(stale, "X-Cache")).isEqualTo("STALE");
      assertThat(Integer.parseInt(field(stale, "Age"))).isBetween(3_695, 3_705);
      assertThat(field(stale, "Cache-Status"))
          .matches("cache-warmer; fwd=stale; fwd-status=503; ttl=-\\d+; detail=stale-if-error");
      assertThat(stale.body()).contains("Answer").contains("\"done\":true");
    }
    assertThat(door.count("cache_warmer.llm_requests", "outcome", "stale")).isEqualTo(2);
    ollama.script(FakeScript.well());
    assertThat(field(ask(""), "X-Cache")).isEqualTo("MISS");
    assertThat(field(ask(""), "X-Cache")).isEqualTo("HIT");
  }

  @Test
  void silenceAndAnOllamaThatIsGoneAreFailuresToo() {
    ask("");
    door.clock.advance(TTL);
    ollama.script(FakeScript.well().failing(Failure.HANG_BEFORE_HEAD));
    assertThat(field(ask(""), "X-Cache")).isEqualTo("STALE");
    ollama.close();
    assertThat(field(ask(""), "X-Cache")).isEqualTo("STALE");
  }

  @Test
  void noAnswerIsServedBeyondItsHardAge() {
    ask("");
    ollama.script(FakeScript.well().status(500, 0));
    door.clock.advance(Duration.ofHours(23));
    assertThat(field(ask(""), "X-Cache")).isEqualTo("STALE");
    door.clock.advance(TTL);
    var failed = ask("");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(field(failed, "X-Cache")).isEqualTo("MISS");
  }

  @Test
  void whoAsksForAFreshAnswerHearsOfTheFailure() {
    ask("");
    door.clock.advance(TTL);
    ollama.script(FakeScript.well().status(503, 1));
    assertThat(ask("", "Cache-Control", "no-cache").statusCode()).isEqualTo(503);
    assertThat(ask("", "Cache-Control", "max-age=60").statusCode()).isEqualTo(503);
    assertThat(ask("", "Cache-Control", "only-if-cached").statusCode()).isEqualTo(504);
    assertThat(ask("", "Cache-Control", "max-age=7200").statusCode()).isEqualTo(200);
  }

  @Test
  void aRefusedQuestionIsNoFailure() {
    ask("");
    door.clock.advance(TTL);
    ollama.script(FakeScript.well().status(404, 0));
    assertThat(ask("").statusCode()).isEqualTo(404);
  }

  @Test
  void whatWasThrownOutIsNotServed() {
    ask("");
    Topics.DROP_ANSWERS
        .request(door.vertx.eventBus(), new DropAnswers("", "llama3.2:3b", Long.MAX_VALUE))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    ollama.script(FakeScript.well().status(503, 1));
    assertThat(ask("").statusCode()).isEqualTo(503);
  }

  @Test
  void theOperatorCanHaveNoneServed() {
    try (var strict = new TestProxy(ollama.url(), Map.of("OLLAMA_HARD_AGE", "0"), Tokens.none())) {
      strict.post("/api/generate", "{\"model\":\"llama3.2:3b\",\"prompt\":\"Hi\"}");
      strict.clock.advance(TTL);
      ollama.script(FakeScript.well().status(503, 1));
      var failed = strict.post("/api/generate", "{\"model\":\"llama3.2:3b\",\"prompt\":\"Hi\"}");
      assertThat(failed.statusCode()).isEqualTo(503);
    }
  }
}
