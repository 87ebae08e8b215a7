package io.cachewarmer.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class PromptRequestPropertyTest {

  private static final String CHAT = """
      {"model":"llama3.2:3b","stream":true,"keep_alive":"5m","format":"json","think":false,
       "messages":[{"role":"system","content":"Be short.","images":["aGk="]},{"role":"user","content":"Add milk"}],
       "options":{"temperature":0,"seed":7,"num_ctx":2048,"stop":["x"]},
       "tools":[{"type":"function","function":{"name":"add_item"}}]}""";

  @Property(tries = 200)
  void theOrderOfMembersIsNoDifference(@ForAll Random random) {
    assertEquals(key(CHAT), key(shuffled(JsonText.parse(CHAT), random)));
  }

  @Property(tries = 200)
  void anyOtherChangeOfAnyMemberIsADifference(
      @ForAll @IntRange(max = 100) int which, @ForAll @NotEmpty String change) {
    var body = JsonText.parse(CHAT);
    var paths = new ArrayList<List<Object>>();
    leaves(body, List.of(), paths);
    paths.removeIf(path -> List.of("stream", "keep_alive").contains(path.get(0)));
    var path = paths.get(which % paths.size());
    set(body, path, change + "!changed");
    assertNotEquals(key(CHAT), key(body), path.toString());
  }

  @Property(tries = 100)
  void oneMemberMoreIsADifference(@ForAll @NotEmpty String name, @ForAll String value) {
    var body = JsonText.parse(CHAT);
    if (!body.containsKey(name) && !name.equals("stream_options")) {
      body.put(name, value);
      assertNotEquals(key(CHAT), key(body));
    }
  }

  @Property(tries = 100)
  void digestAndTenantAreDifferencesAndAreNotMixedUp(@ForAll String digest, @ForAll String tenant) {
    var request = request(Route.CHAT, CHAT);
    if (!digest.equals(tenant)) {
      assertNotEquals(request.key(digest, tenant), request.key(tenant, digest));
    }
    assertNotEquals(request.key(digest, tenant), request.key(digest + "x", tenant));
    assertNotEquals(request.key(digest, tenant), request.key(digest, tenant + "x"));
    assertNotEquals(request.key(digest, "\n" + tenant), request.key(digest + "\n", tenant));
  }

  @Property(tries = 100)
  void aGenerateOfModelAndPromptIsTheKeyOfOld(@ForAll String model, @ForAll String query) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("model", model, "prompt", query));
    var request = new PromptRequest(Route.GENERATE, body);
    assertEquals(PromptKey.of(model, query), request.key("", ""));
    assertEquals(PromptKey.of(model, query, "sha", "shop"), request.key("sha", "shop"));
  }

  @Property(tries = 200)
  void howANumberIsWrittenIsNoDifference(
      @ForAll @LongRange(min = -(1L << 53), max = 1L << 53) long number) {
    String plain = key("{\"options\":{\"seed\":" + number + "}}");
    assertEquals(plain, key("{\"options\":{\"seed\":" + number + ".0}}"));
    assertEquals(plain, key("{\"options\":{\"seed\":" + number + "e0}}"));
    assertNotEquals(plain, key("{\"options\":{\"seed\":" + (number ^ 1) + "}}"));
  }

  @Property(tries = 200)
  void howACharacterIsEscapedIsNoDifference(@ForAll String text) {
    var escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
    assertEquals(
        key(new LinkedHashMap<>(Map.of("prompt", text))),
        key("{ \"prompt\" :\n\t\"" + escaped + "\" }"));
  }

  @Example
  void spellingIsNoDifference() {
    assertEquals(
        key("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"é\"}],\"n\":1}"),
        key("{ \"n\" : 1.0 ,\n\"messages\":[{\"content\":\"\\u00e9\",\"role\":\"user\"}],"
            + "\"model\":\"m:latest\"}"));
    assertEquals(key("{\"n\":1}"), key("{\"n\":1e0}"));
  }

  @Example
  void howAnAnswerIsDeliveredIsNoDifference() {
    var body = JsonText.parse(CHAT);
    body.put("stream", false);
    body.put("keep_alive", -1);
    body.put("stream_options", Map.of("include_usage", true));
    assertEquals(key(CHAT), key(body));
    body.keySet().removeAll(List.of("stream", "keep_alive", "stream_options"));
    assertEquals(key(CHAT), key(body));
  }

  @Example
  void twoNamesOfOneDigestAreTwoAnswers() {
    var body = JsonText.parse(CHAT);
    body.put("model", "copy");
    assertNotEquals(
        request(Route.CHAT, CHAT).key("sha", ""),
        new PromptRequest(Route.CHAT, body).key("sha", ""));
  }

  @Example
  void theRouteIsADifference() {
    assertNotEquals(
        request(Route.CHAT, CHAT).key("", ""), request(Route.V1_CHAT, CHAT).key("", ""));
  }

  @Example
  void ollamaStreamsUnlessToldNotToAndOpenAiWhenToldTo() {
    assertTrue(request(Route.GENERATE, "{\"prompt\":\"a\"}").wantsStream());
    assertFalse(request(Route.GENERATE, "{\"prompt\":\"a\",\"stream\":false}").wantsStream());
    assertFalse(request(Route.V1_CHAT, "{\"messages\":[]}").wantsStream());
    assertTrue(request(Route.V1_CHAT, "{\"stream\":true}").wantsStream());
    assertFalse(request(Route.EMBED, "{\"stream\":true}").wantsStream());
  }

  @Example
  void askingNothingIsALoadCommand() {
    assertTrue(request(Route.GENERATE, "{\"model\":\"m\"}").isLoadCommand());
    assertTrue(request(Route.GENERATE, "{\"prompt\":\"\",\"keep_alive\":0}").isLoadCommand());
    assertTrue(request(Route.CHAT, "{\"messages\":[]}").isLoadCommand());
    assertTrue(request(Route.CHAT, "{\"messages\":null}").isLoadCommand());
    assertTrue(request(Route.EMBED, "{\"input\":[]}").isLoadCommand());
    assertFalse(request(Route.CHAT, CHAT).isLoadCommand());
    assertFalse(request(Route.EMBED, "{\"input\":[\"a\"]}").isLoadCommand());
  }

  @Example
  void sampledIsWarmWithoutASeed() {
    assertTrue(request(Route.GENERATE, "{\"prompt\":\"a\"}").isSampled());
    assertTrue(request(Route.GENERATE, "{\"options\":{\"temperature\":0.5}}").isSampled());
    assertTrue(request(Route.GENERATE, "{\"options\":{\"seed\":-1}}").isSampled());
    assertFalse(request(Route.GENERATE, "{\"options\":{\"temperature\":0}}").isSampled());
    assertFalse(
        request(Route.GENERATE, "{\"options\":{\"temperature\":1,\"seed\":3}}").isSampled());
    assertFalse(request(Route.V1_CHAT, "{\"temperature\":0.0}").isSampled());
    assertTrue(request(Route.V1_CHAT, "{\"options\":{\"temperature\":0}}").isSampled());
    assertFalse(request(Route.EMBED, "{\"input\":\"a\"}").isSampled());
  }

  @Example
  void anOpenAiStreamIsAlwaysAskedForItsCounts() {
    var stream = request(
        Route.V1_CHAT, "{\"stream\":true,\"stream_options\":{\"include_usage\":false,\"x\":1}}");
    assertFalse(stream.wantsUsage());
    assertEquals(
        Map.of("include_usage", true, "x", 1), stream.upstreamBody().get("stream_options"));
    var whole = request(Route.V1_CHAT, "{\"messages\":[1]}");
    assertEquals(whole.body(), whole.upstreamBody());
    assertEquals(JsonText.parse(CHAT), request(Route.CHAT, CHAT).upstreamBody());
  }

  @Example
  void theTextIsWhatTheUserSaidLast() {
    assertEquals("Add milk", request(Route.CHAT, CHAT).text());
    assertEquals("hi", request(Route.GENERATE, "{\"prompt\":\"hi\"}").text());
    assertEquals("a\nb", request(Route.EMBED, "{\"input\":[\"a\",\"b\"]}").text());
    assertEquals("what is this", request(Route.V1_CHAT, """
        {"messages":[{"role":"user","content":[{"type":"text","text":"what is this"},
         {"type":"image_url","image_url":{"url":"data:"}}]},{"role":"assistant","content":"?"}]}""").text());
    assertEquals("", request(Route.CHAT, "{}").text());
  }

  @Example
  void onlyTheLastWordsAreNormalisedAndOnlyWhereWordsMayBe() {
    Normalisation shout = text -> text.toUpperCase(java.util.Locale.ROOT);
    assertEquals("ADD MILK", request(Route.CHAT, CHAT).normalised(shout).text());
    assertEquals(
        request(Route.CHAT, CHAT), request(Route.CHAT, CHAT).normalised(Normalisation.OFF));
    for (var literal : List.of("\"raw\":true", "\"suffix\":\"x\"", "\"images\":[\"aa\"]")) {
      var request = request(Route.GENERATE, "{\"prompt\":\"hi\"," + literal + "}");
      assertEquals(request, request.normalised(shout));
    }
    var vector = request(Route.EMBED, "{\"input\":\"hi\"}");
    assertEquals(vector, vector.normalised(shout));
    var answered = request(Route.CHAT, "{\"messages\":[{\"role\":\"tool\",\"content\":\"hi\"}]}");
    assertEquals(answered, answered.normalised(shout));
  }

  private static PromptRequest request(Route route, String body) {
    return new PromptRequest(route, JsonText.parse(body));
  }

  private static String key(String body) {
    return key(JsonText.parse(body));
  }

  private static String key(Map<String, Object> body) {
    return new PromptRequest(Route.CHAT, body).key("", "");
  }

  private static Map<String, Object> shuffled(Map<String, Object> object, Random random) {
    var names = new ArrayList<>(object.keySet());
    Collections.shuffle(names, random);
    var shuffled = new LinkedHashMap<String, Object>();
    for (var name : names) {
      var value = object.get(name);
      shuffled.put(
          name, Json.object(value).<Object>map(o -> shuffled(o, random)).orElse(value));
    }
    return shuffled;
  }

  private static void leaves(Object value, List<Object> path, List<List<Object>> leaves) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> leaves(member, plus(path, name), leaves));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        leaves(list.get(i), plus(path, i), leaves);
      }
    } else {
      leaves.add(path);
    }
  }

  private static List<Object> plus(List<Object> path, Object step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private static void set(Object in, List<Object> path, Object value) {
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      if (path.get(i) instanceof Integer at) {
        var list = Json.list(in).orElseThrow();
        if (last) {
          list.set(at, value);
        } else {
          in = list.get(at);
        }
      } else {
        var object = Json.object(in).orElseThrow();
        String name = (String) path.get(i);
        if (last) {
          object.put(name, value);
        } else {
          in = object.get(name);
        }
      }
    }
  }
}
