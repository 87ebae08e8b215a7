package io.cachewarmer.prompt.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cachewarmer.prompt.Json;
import io.cachewarmer.prompt.JsonText;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CapturePropertyTest {

  @Property(tries = 300)
  void anAnswerInAnyPiecesComesBackInEveryForm(@ForAll("complete") Answers answers) {
    var streaming = Answers.request(answers.route(), true);
    var record = complete(streaming, answers.chunks());
    var whole = record.whole(streaming);
    assertEquals(String.join("", answers.words()), spoken(answers.route(), whole));
    assertEquals(9, record.tokensIn());
    assertEquals(answers.words().size(), record.tokensOut());

    var kept = AnswerRecord.of(JsonText.parse(JsonText.write(record.toJson())));
    assertEquals(JsonText.write(record.toJson()), JsonText.write(kept.toJson()));

    var again = complete(streaming, kept.stream(counting(streaming)));
    assertEquals(JsonText.parse(JsonText.write(whole)), unordered(again.whole(streaming)));
    var once = complete(Answers.request(answers.route(), false), List.of(whole));
    assertEquals(whole, once.whole(streaming));
  }

  @Property(tries = 300)
  void anAnswerCutAnywhereIsNeverKept(
      @ForAll("complete") Answers answers, @ForAll @IntRange(max = 1000) int at) {
    var chunks = answers.chunks();
    var cut = chunks.subList(0, at % chunks.size());
    var request = Answers.request(answers.route(), true);
    assertEquals(new Outcome.Skip(Reason.TRUNCATED), Answers.captured(request, cut, false));
    if (answers.route().isOpenAi()) {
      assertEquals(
          new Outcome.Skip(Reason.TRUNCATED),
          Answers.captured(request, chunks, false),
          "no [DONE]");
      var unfinished = chunks.subList(0, at % (chunks.size() - 1));
      assertEquals(new Outcome.Skip(Reason.TRUNCATED), Answers.captured(request, unfinished, true));
    }
  }

  @Property(tries = 300)
  void anErrorAnywhereSpoilsTheAnswer(
      @ForAll("complete") Answers answers, @ForAll @IntRange(max = 1000) int at) {
    var chunks = new ArrayList<>(answers.chunks());
    chunks.add(at % (chunks.size() + 1), Map.of("error", "out of memory"));
    assertEquals(
        new Outcome.Skip(Reason.ERROR),
        Answers.captured(Answers.request(answers.route(), true), chunks, true));
  }

  @Property(tries = 100)
  void anAnswerStoppedBeforeItsEndIsNeverKept(@ForAll("complete") Answers answers) {
    var stopped = new Answers(
        answers.route(), answers.thoughts(), answers.words(), answers.calls(), "length");
    assertEquals(
        new Outcome.Skip(Reason.LENGTH),
        Answers.captured(Answers.request(answers.route(), true), stopped.chunks(), true));
  }

  @Property(tries = 100)
  void anAnswerOfThoughtsAloneIsEmpty(@ForAll("complete") Answers answers) {
    var silent =
        new Answers(answers.route(), answers.thoughts(), List.of(" ", "\n"), false, "stop");
    assertEquals(
        new Outcome.Skip(Reason.EMPTY),
        Answers.captured(Answers.request(answers.route(), true), silent.chunks(), true));
  }

  @Property(tries = 50)
  void nothingIsHeldBeyondTheBound(@ForAll("complete") Answers answers) {
    var capture = new Capture(Answers.request(answers.route(), true), 100_000);
    var endless = answers.chunks().get(0);
    for (int i = 0; i < 100_000 && !capture.isSpoilt(); i++) {
      capture.add(JsonText.parse(JsonText.write(endless)));
      var big = new Answers(answers.route(), List.of(), List.of("x".repeat(99)), false, "stop");
      capture.add(big.chunks().get(0));
    }
    assertEquals(new Outcome.Skip(Reason.TOO_LARGE), capture.finish(1, 2));
  }

  @Example
  void loadingAModelIsNoAnswer() {
    var load = new PromptRequest(Route.GENERATE, Map.of("model", "m", "prompt", ""));
    var line = JsonText.parse("{\"response\":\"\",\"done\":true,\"done_reason\":\"load\"}");
    assertEquals(new Outcome.Skip(Reason.LOAD), Answers.captured(load, List.of(line), false));
    assertEquals(
        new Outcome.Skip(Reason.LOAD),
        Answers.captured(Answers.request(Route.GENERATE, true), List.of(line), false));
  }

  @Example
  void whatTheCallerSawFirstCounts() {
    var capture = new Capture(Answers.request(Route.CHAT, true), Answers.ROOM);
    capture.skip(Reason.STATUS);
    capture.add(Map.of("error", "no such model"));
    capture.skip(Reason.CLIENT_GONE);
    assertEquals(new Outcome.Skip(Reason.STATUS), capture.finish(1, 2));
  }

  @Example
  void aLineAfterTheEndAndAWordThatIsNoTextAreNoAnswer() {
    var answers = new Answers(Route.GENERATE, List.of(), List.of("hi"), false, "stop");
    var twice = new ArrayList<>(answers.chunks());
    twice.addAll(answers.chunks());
    var request = Answers.request(Route.GENERATE, true);
    assertEquals(new Outcome.Skip(Reason.NOT_JSON), Answers.captured(request, twice, false));
    var number = JsonText.parse("{\"response\":5,\"done\":true,\"done_reason\":\"stop\"}");
    assertEquals(
        new Outcome.Skip(Reason.NOT_JSON), Answers.captured(request, List.of(number), false));
  }

  @Example
  void anEmptyVectorIsNotKept() {
    for (var empty : List.of("{}", "{\"embeddings\":[]}", "{\"embeddings\":[[]]}")) {
      assertEquals(
          new Outcome.Skip(Reason.EMPTY),
          Answers.captured(
              Answers.request(Route.EMBED, false), List.of(JsonText.parse(empty)), false));
    }
  }

  @Example
  void severalChoicesAreAllToBeWhole() {
    var request = Answers.request(Route.V1_CHAT, true);
    var first = JsonText.parse("""
        {"object":"chat.completion.chunk","choices":[
         {"index":1,"delta":{"content":"B"},"finish_reason":null},
         {"index":0,"delta":{"content":"A"},"finish_reason":"stop"}]}""");
    var second = JsonText.parse(
        "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}");
    assertEquals(
        new Outcome.Skip(Reason.TRUNCATED), Answers.captured(request, List.of(first), true));
    var record = complete(request, List.of(first, second));
    assertEquals(
        List.of("A", "Bb"),
        Json.objects(record.whole(request), "choices").stream()
            .sorted(java.util.Comparator.comparing(choice -> (Integer) choice.get("index")))
            .map(choice -> Json.object(choice, "message").orElseThrow().get("content"))
            .toList());
    var again = complete(request, record.stream(request));
    assertEquals(2, Json.objects(again.whole(request), "choices").size());
  }

  @Example
  void whatIsNullInTheWholeIsNullInTheStream() {
    var whole = JsonText.parse("""
        {"id":"c","object":"chat.completion","created":1,"model":"llama3.2:3b","choices":[{"index":0,
         "message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"index":0,"id":"a",
         "type":"function","function":{"name":"f","arguments":"{}"}}]},"logprobs":null,
         "finish_reason":"tool_calls"}]}""");
    var request = Answers.request(Route.V1_CHAT, true);
    var record = complete(Answers.request(Route.V1_CHAT, false), List.of(whole));
    assertEquals(whole, complete(request, record.stream(request)).whole(request));
  }

  @Example
  void foreignAndCorruptRecordsAreRefused() {
    var answers = new Answers(Route.CHAT, List.of(), List.of("hi"), false, "stop");
    var sound = complete(Answers.request(Route.CHAT, true), answers.chunks()).toJson();
    assertEquals(sound, AnswerRecord.of(sound).toJson());
    for (var member : sound.keySet()) {
      var lacking = new LinkedHashMap<>(sound);
      lacking.remove(member);
      assertThrows(IllegalArgumentException.class, () -> AnswerRecord.of(lacking), member);
      lacking.put(member, "?");
      if (!member.equals("model")) {
        assertThrows(IllegalArgumentException.class, () -> AnswerRecord.of(lacking), member);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> AnswerRecord.of(Map.of("price", 3)));
  }

  @Example
  void aClientIsToldTheModelAsItSpelledIt() {
    var answers = new Answers(Route.CHAT, List.of(), List.of("hi"), false, "stop");
    var chunks = answers.chunks();
    chunks.forEach(chunk -> chunk.put("model", "llama3.2:latest"));
    var record = complete(Answers.request(Route.CHAT, true), chunks);
    var bare = new PromptRequest(Route.CHAT, Map.of("model", "llama3.2"));
    assertEquals("llama3.2", record.whole(bare).get("model"));
    assertTrue(record.stream(bare).stream().allMatch(c -> c.get("model").equals("llama3.2")));
    var other = new PromptRequest(Route.CHAT, Map.of("model", "copy"));
    assertEquals("llama3.2:latest", record.whole(other).get("model"));
  }

  @Example
  void countsAreGivenOnlyToWhoAskedForThem() {
    var answers = new Answers(Route.V1_CHAT, List.of(), List.of("hi"), false, "stop");
    var request = Answers.request(Route.V1_CHAT, true);
    var live = answers.chunks().stream().flatMap(c -> Usage.without(c).stream()).toList();
    assertEquals(answers.chunks().size() - 1, live.size());
    var record = complete(request, answers.chunks());
    assertTrue(record.stream(request).stream().noneMatch(c -> c.containsKey("usage")));
    assertEquals(
        1,
        record.stream(counting(request)).stream()
            .filter(c -> c.containsKey("usage"))
            .count());
  }

  @Provide
  Arbitrary<Answers> complete() {
    var pieces = Arbitraries.strings().ofMaxLength(20).list().ofMaxSize(12);
    return Combinators.combine(
            Arbitraries.of(Route.GENERATE, Route.CHAT, Route.V1_CHAT, Route.V1_COMPLETIONS),
            pieces,
            pieces.map(words -> {
              var spoken = new ArrayList<>(words);
              spoken.add("a word");
              return spoken;
            }),
            Arbitraries.of(true, false))
        .as((route, thoughts, words, calls) -> new Answers(
            route,
            thoughts,
            words,
            calls,
            calls && route == Route.V1_CHAT ? "tool_calls" : "stop"));
  }

  private static AnswerRecord complete(PromptRequest request, List<Map<String, Object>> chunks) {
    return assertInstanceOf(Outcome.Complete.class, Answers.captured(request, chunks, true))
        .answer();
  }

  private static PromptRequest counting(PromptRequest request) {
    var body = new LinkedHashMap<>(request.body());
    body.put("stream_options", Map.of("include_usage", true));
    return new PromptRequest(request.route(), body);
  }

  private static Map<String, Object> unordered(Map<String, Object> json) {
    return JsonText.parse(JsonText.write(json));
  }

  private static String spoken(Route route, Map<String, Object> whole) {
    return switch (route) {
      case GENERATE -> (String) whole.get("response");
      case CHAT -> (String) Json.object(whole, "message").orElseThrow().get("content");
      case V1_CHAT ->
        (String) Json.object(Json.objects(whole, "choices").get(0), "message")
            .orElseThrow()
            .get("content");
      default -> (String) Json.objects(whole, "choices").get(0).get("text");
    };
  }
}
