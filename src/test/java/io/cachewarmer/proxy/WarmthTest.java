package io.cachewarmer.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.bus.DoorMessage.DescribeDoor;
import io.cachewarmer.bus.DoorMessage.DropAnswers;
import io.cachewarmer.bus.DoorMessage.Generate;
import io.cachewarmer.bus.DoorMessage.ListAnswers;
import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topic;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.prompt.PromptKey;
import io.cachewarmer.testing.FakeOllama;
import io.cachewarmer.testing.FakeScript;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the door does for the other rooms. */
class WarmthTest {

  private static final String MODEL = "llama3.2:3b";

  private FakeOllama ollama;
  private TestProxy door;

  @BeforeEach
  void open() {
    ollama = FakeOllama.start();
    door = TestProxy.before(ollama.url());
  }

  @AfterEach
  void close() {
    door.close();
    ollama.close();
  }

  private <T extends Message, R extends Message> R ask(Topic<T, R> topic, T question) {
    return topic
        .request(door.vertx.eventBus(), question)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static Generate wanted(String words, boolean mayLoad) {
    return new Generate(PromptKey.of(MODEL, words), MODEL, words, mayLoad);
  }

  @Test
  void aQuestionThatNobodyAskedIsPutPlainly() {
    var made = ask(Topics.GENERATE, wanted("What is on my list?", true));
    assertThat(made.record().toString()).contains("Answer to What is on my list?");
    assertThat(ollama.asked().get(0).fieldNames()).containsExactly("model", "prompt");
    assertThat(door.addresses.of(PromptKey.of(MODEL, "What is on my list?")))
        .startsWith(PromptKey.PREFIX)
        .isNotEqualTo(PromptKey.of(MODEL, "What is on my list?"));
  }

  @Test
  void theUsersOwnRequestIsSentAgain() {
    door.post(
        "/api/chat",
        "{\"model\":\"llama3.2:3b\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
            + "\"options\":{\"num_ctx\":77}}");
    // Until the first flight is closed for good, another one joins it.
    await().untilAsserted(() -> {
      ask(Topics.GENERATE, wanted("Hi", true));
      assertThat(ollama.asked()).hasSize(2);
    });
    assertThat(ollama.asked().get(1)).isEqualTo(ollama.asked().get(0));
  }

  @Test
  void noModelIsSwappedInUnlessARunMay() {
    ollama.loaded(List.of("other:latest"));
    assertThatThrownBy(() -> ask(Topics.GENERATE, wanted("x", false)))
        .hasRootCauseInstanceOf(Refusal.class)
        .hasMessageContaining("not loaded");
    assertThat(ollama.generations()).isZero();
    ask(Topics.GENERATE, wanted("x", true));
    assertThat(ollama.generations()).isEqualTo(1);
  }

  @Test
  void warmingTakesTurnsAndPausesForWhoWaits() {
    ollama.script(FakeScript.well().after(150));
    var all = java.util.stream.IntStream.range(0, 4)
        .mapToObj(i -> Topics.GENERATE
            .request(door.vertx.eventBus(), wanted("turn " + i, true))
            .toCompletionStage()
            .toCompletableFuture())
        .toList();
    all.forEach(java.util.concurrent.CompletableFuture::join);
    assertThat(ollama.mostInFlight()).isEqualTo(1);
    await().until(() -> door.gauge("cache_warmer.llm_in_flight") == 0);
  }

  @Test
  void aFailureIsNoAnswer() {
    ollama.script(FakeScript.well().status(503, 0));
    assertThatThrownBy(() -> ask(Topics.GENERATE, wanted("x", true)))
        .hasRootCauseInstanceOf(Refusal.class);
    ollama.script(FakeScript.well().failing(FakeScript.Failure.LENGTH));
    assertThatThrownBy(() -> ask(Topics.GENERATE, wanted("y", true)))
        .hasRootCauseInstanceOf(Refusal.class);
  }

  @Test
  void keptAnswersAreListedAndThrownOut() {
    for (String words : List.of("one", "two", "three")) {
      door.post("/api/generate", "{\"model\":\"llama3.2:3b\",\"prompt\":\"" + words + "\"}");
    }
    await().until(() -> ask(Topics.LIST_ANSWERS, new ListAnswers("", 0, 10)).total() == 3);
    var page = ask(Topics.LIST_ANSWERS, new ListAnswers(MODEL, 1, 1));
    assertThat(page.total()).isEqualTo(3);
    assertThat(page.entries()).singleElement().satisfies(e -> assertThat(e.tokens())
        .isEqualTo(8));
    var first =
        ask(Topics.LIST_ANSWERS, new ListAnswers("", 0, 10)).entries().get(0).key();
    assertThat(
            ask(Topics.DROP_ANSWERS, new DropAnswers(first, "", Long.MAX_VALUE)).entries())
        .isEqualTo(1);
    assertThat(ask(Topics.DROP_ANSWERS, new DropAnswers("", "none", Long.MAX_VALUE))
            .entries())
        .isZero();
    assertThat(
            ask(Topics.DROP_ANSWERS, new DropAnswers("", MODEL, Long.MAX_VALUE)).entries())
        .isEqualTo(2);
    assertThat(door.stored()).isZero();
  }

  @Test
  void whatHitsSaveIsCounted() {
    for (int i = 0; i < 3; i++) {
      door.post("/api/generate", "{\"model\":\"llama3.2:3b\",\"prompt\":\"saved\"}");
    }
    var status = ask(Topics.DESCRIBE_DOOR, new DescribeDoor());
    assertThat(status.requests()).containsEntry("hit", 2L).containsEntry("miss", 1L);
    assertThat(status.savedTokens()).isEqualTo(16);
  }
}
