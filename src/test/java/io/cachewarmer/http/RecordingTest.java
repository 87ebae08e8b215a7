package io.cachewarmer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.bus.Message.Done;
import io.cachewarmer.bus.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordingTest {

  private static final String MILK =
      "{\"itemId\":\"grocery:milk\",\"loadTime\":120.5,\"hit\":false,\"metadata\":{\"category\":"
          + "\"dairy\",\"relatedItems\":[\"grocery:eggs\"],\"size\":2048}}";
  private static final String NDJSON = "application/x-ndjson";

  private TestDoor door;

  @BeforeAll
  void open() {
    door = new TestDoor();
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void forget() {
    door.rooms.recorded.clear();
    door.rooms.batches.clear();
    door.rooms.commit = () -> Future.succeededFuture(Done.DONE);
  }

  @Test
  void theExampleOfAnItemIsRecordedWhole() {
    var reply = door.post("/record/access", MILK);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"success\":true}");
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.headers().map()).doesNotContainKey("server");
    assertThat(door.rooms.recorded)
        .containsExactly(new ItemAccess(
            "",
            "grocery:milk",
            FakeRooms.NOW,
            120.5,
            false,
            "dairy",
            List.of("grocery:eggs"),
            2048,
            "",
            ""));
  }

  @Test
  void theExampleOfAQuestionIsRecordedWhole() {
    var reply = door.post(
        "/record/ollama",
        "{\"query\":\"Add milk to my list\",\"responseTime\":250,\"cached\":false,"
            + "\"response\":\"Done.\",\"model\":\"llama3.2:3b\"}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"success\":true}");
    assertThat(door.rooms.recorded)
        .containsExactly(new PromptAccess(
            "", "llama3.2:3b", "Add milk to my list", FakeRooms.NOW, 250, false, "Done.", "", ""));
  }

  @Test
  void aQuestionWithoutAModelIsOfTheConfiguredOne() {
    door.post("/record/ollama", "{\"query\":\"q\",\"responseTime\":1}");
    assertThat(((PromptAccess) door.rooms.recorded.peek()).model()).isEqualTo("llama3.2:3b");
  }

  @Test
  void allOptionalMembersAreTakenAndNullIsAbsent() {
    var reply = door.post(
        "/record/access",
        "{\"itemId\":\"a\",\"loadTime\":-0.0,\"hit\":true,\"userId\":\"u\",\"sessionId\":\"s\","
            + "\"id\":\"e1\",\"timestamp\":"
            + (FakeRooms.NOW - 3_600_000)
            + ",\"metadata\":null,\"other\":{\"x\":[1,{\"y\":null}]}}");
    assertThat(reply.body()).isEqualTo("{\"success\":true}");
    assertThat(door.rooms.recorded)
        .containsExactly(new ItemAccess(
            "e1", "a", FakeRooms.NOW - 3_600_000, 0, true, "", List.of(), 0, "u", "s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "1",
        "\"x\"",
        "{\"itemId\":\"a\"}",
        "{\"loadTime\":1}",
        "{\"itemId\":null,\"loadTime\":1}",
        "{\"itemId\":\"\",\"loadTime\":1}",
        "{\"itemId\":1,\"loadTime\":1}",
        "{\"itemId\":\"a\\u0000\",\"loadTime\":1}",
        "{\"itemId\":\"a\\n\",\"loadTime\":1}",
        "{\"itemId\":\"a\\u007f\",\"loadTime\":1}",
        "{\"itemId\":\"a\\u0085\",\"loadTime\":1}",
        "{\"itemId\":\"a\\ud800\",\"loadTime\":1}",
        "{\"itemId\":\"\\udc00a\",\"loadTime\":1}",
        "{\"itemId\":\"a\",\"loadTime\":\"1\"}",
        "{\"itemId\":\"a\",\"loadTime\":-1}",
        "{\"itemId\":\"a\",\"loadTime\":3600001}",
        "{\"itemId\":\"a\",\"loadTime\":1e309}",
        "{\"itemId\":\"a\",\"loadTime\":-1e309}",
        "{\"itemId\":\"a\",\"loadTime\":NaN}",
        "{\"itemId\":\"a\",\"loadTime\":Infinity}",
        "{\"itemId\":\"a\",\"loadTime\":true}",
        "{\"itemId\":\"a\",\"loadTime\":01}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"loadTime\":1}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"x\":1,\"x\":2}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"x\":{\"y\":1,\"y\":2}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"x\":1e309}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"x\":\"\\ud800\"}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"\\ud800\":1}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"hit\":\"yes\"}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"hit\":0}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"userId\":\"\"}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"sessionId\":7}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"id\":{}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"timestamp\":\"now\"}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"timestamp\":0}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"timestamp\":99999999999999999999}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":[]}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"category\":1}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"relatedItems\":\"b\"}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"relatedItems\":[1]}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"relatedItems\":[\"\"]}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"relatedItems\":[\"b\\u0001\"]}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"size\":1.5}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"size\":-1}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"size\":2147483648}}",
        "{\"itemId\":\"a\",\"loadTime\":1,\"metadata\":{\"size\":1,\"size\":1}}",
        "{\"itemId\":\"a\",\"loadTime\":1} x",
        "{\"itemId\":\"a\",\"loadTime\":1}{}",
        "{\"itemId\":\"a\",\"loadTime\":1,}",
        "{\"itemId\":\"a\",\"loadTime\":1",
        "{'itemId':'a','loadTime':1}",
        "{\"itemId\":\"a\tb\",\"loadTime\":1}",
        "[]",
        "[{\"itemId\":\"a\",\"loadTime\":1},",
        "",
        "   "
      })
  void whatIsWrongIsRefusedWithASentence(String body) {
    var reply = door.post("/record/access", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    var problem = reply.json();
    assertThat(problem.get("status").intValue()).isEqualTo(400);
    assertThat(problem.get("title").textValue()).isEqualTo("Bad Request");
    assertThat(problem.get("success").booleanValue()).isFalse();
    assertThat(problem.get("error")).isEqualTo(problem.get("detail"));
    assertThat(problem.get("detail").textValue()).isNotBlank().doesNotContain("Json", "Exception");
    assertThat(door.rooms.recorded).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-1,loadTime must be a number >= 0",
    "3600001,loadTime must be at most 3600000",
    "1e309,loadTime must be a number >= 0"
  })
  void theSentenceSaysWhatAndWhere(String loadTime, String sentence) {
    var reply = door.post("/record/access", "{\"itemId\":\"a\",\"loadTime\":" + loadTime + "}");
    assertThat(reply.json().get("detail").textValue()).isEqualTo(sentence);
  }

  @Test
  void sizesCountInBytesOfUtf8() {
    assertThat(item("é".repeat(128)).status()).isEqualTo(200);
    assertThat(item("é".repeat(128) + "a").status()).isEqualTo(400);
    assertThat(item("😀".repeat(64)).status()).isEqualTo(200);
    assertThat(item("😀".repeat(64) + "a").status()).isEqualTo(400);
    assertThat(question("q".repeat(16 << 10)).status()).isEqualTo(200);
    assertThat(question("q".repeat((16 << 10) + 1)).status()).isEqualTo(400);
    assertThat(question("").status()).isEqualTo(400);
    assertThat(member("\"userId\":\"" + "u".repeat(128) + "\"").status()).isEqualTo(200);
    assertThat(member("\"userId\":\"" + "u".repeat(129) + "\"").status()).isEqualTo(400);
    assertThat(member("\"metadata\":{\"category\":\"" + "c".repeat(64) + "\"}").status())
        .isEqualTo(200);
    assertThat(member("\"metadata\":{\"category\":\"" + "c".repeat(65) + "\"}").status())
        .isEqualTo(400);
    assertThat(member("\"metadata\":{\"relatedItems\":[" + related(32) + "]}").status())
        .isEqualTo(200);
    assertThat(member("\"metadata\":{\"relatedItems\":[" + related(33) + "]}").status())
        .isEqualTo(400);
    assertThat(member("\"metadata\":{\"size\":2147483647}").status()).isEqualTo(200);
  }

  @Test
  void thirtyTwoLevelsAreTakenAndNoMore() {
    assertThat(member("\"x\":" + "[".repeat(31) + "]".repeat(31)).status()).isEqualTo(200);
    assertThat(member("\"x\":" + "[".repeat(32) + "]".repeat(32)).status()).isEqualTo(400);
    assertThat(
            member("\"x\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)).status())
        .isEqualTo(400);
  }

  @Test
  void aFloodOfMembersIsRefusedBeforeItHoldsTheEventLoop() {
    var flood = IntStream.range(0, 20_001)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(","));
    assertThat(member(flood).status()).isEqualTo(400);
  }

  @Test
  void timesMayBeAnHourLateOrFiveSecondsAheadAndNoMore() {
    assertThat(member("\"timestamp\":" + (FakeRooms.NOW - 3_600_000)).status()).isEqualTo(200);
    assertThat(member("\"timestamp\":" + (FakeRooms.NOW - 3_600_001)).status()).isEqualTo(400);
    assertThat(member("\"timestamp\":" + (FakeRooms.NOW + 5_000)).status()).isEqualTo(200);
    assertThat(member("\"timestamp\":" + (FakeRooms.NOW + 5_001)).status()).isEqualTo(400);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[][] bad = {
      {(byte) 0xc0, (byte) 0xaf},
      {(byte) 0xe0, (byte) 0x80, (byte) 0xaf},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xff},
      {(byte) 0xc3}
    };
    for (byte[] bytes : bad) {
      assertThat(door.post("/record/access", between(bytes)).status()).isEqualTo(400);
    }
    assertThat(door.post("/record/access", "\ufeff" + MILK).status()).isEqualTo(400);
    assertThat(door.post("/record/access", MILK.getBytes(StandardCharsets.UTF_16LE))
            .status())
        .isEqualTo(400);
    assertThat(
            door.post("/record/access", MILK.getBytes(StandardCharsets.UTF_16)).status())
        .isEqualTo(400);
    assertThat(door.rooms.recorded).isEmpty();
  }

  @Test
  void anArrayIsAnsweredWithWhatWasRejected() {
    var reply = door.post(
        "/record/access",
        "[" + MILK + ",{\"itemId\":\"b\",\"loadTime\":-1},{\"itemId\":\"c\",\"loadTime\":1},7,"
            + "{\"itemId\":\"d\",\"itemId\":\"d\",\"loadTime\":1}]");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo("{\"success\":true,\"accepted\":2,\"rejected\":["
            + "{\"index\":1,\"error\":\"loadTime must be a number >= 0\"},"
            + "{\"index\":3,\"error\":\"an event must be a JSON object\"},"
            + "{\"index\":4,\"error\":\"member itemId is given twice\"}]}");
    assertThat(door.rooms.recorded).hasSize(2);
  }

  @Test
  void aBatchOfWhichNothingWasAcceptedIsRefused() {
    var reply = door.post("/record/access", "[{\"itemId\":\"b\",\"loadTime\":-1}]");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("rejected").get(0).get("index").intValue()).isZero();
  }

  @Test
  void linesAreReadOneByOneAndABrokenOneIsRejected() {
    var reply = door.post(
        "/record/access",
        MILK + "\n\n{broken\r\n" + MILK + "\r\n" + MILK + " 1\n[" + MILK + "]\n",
        "Content-Type",
        NDJSON);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    var json = reply.json();
    assertThat(json.get("accepted").intValue()).isEqualTo(2);
    assertThat(json.get("rejected").findValuesAsText("index")).containsExactly("1", "3", "4");
    assertThat(door.post("/record/access", "\n\n", "Content-Type", NDJSON).status())
        .isEqualTo(400);
    assertThat(door.post("/record/access", "", "Content-Type", NDJSON).status()).isEqualTo(400);
  }

  @Test
  void aThousandEventsAreTakenAndNoMore() {
    var reply = door.post("/record/access", array(1_000));
    assertThat(reply.json().get("accepted").intValue()).isEqualTo(1_000);
    assertThat(reply.json().get("rejected").isEmpty()).isTrue();
    assertThat(door.post("/record/access", array(1_001)).status()).isEqualTo(413);
    var lines = (event(1) + "\n").repeat(1_001);
    assertThat(door.post("/record/access", lines, "Content-Type", NDJSON).status())
        .isEqualTo(413);
    assertThat(door.rooms.recorded).hasSize(1_000);
  }

  @Test
  void aMebibyteIsTakenAndNoMore() {
    String event = event(1);
    assertThat(door.post("/record/access", event + " ".repeat((1 << 20) - event.length()))
            .status())
        .isEqualTo(200);
    var reply = door.post("/record/access", event + " ".repeat((1 << 20) + 1 - event.length()));
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.json().get("title").textValue()).isEqualTo("Request Entity Too Large");
  }

  @Test
  void cloudEventsAreOpenedAndTheirIdAndTimeCountWhereTheDataHasNone() {
    var reply = door.post(
        "/record/access",
        "[{\"specversion\":\"1.0\",\"id\":\"ce-1\",\"source\":\"/till\",\"type\":\"t\","
            + "\"time\":\"2026-11-23T06:59:00Z\",\"data\":{\"itemId\":\"a\",\"loadTime\":1}},"
            + "{\"data\":{\"itemId\":\"b\",\"loadTime\":1,\"id\":\"own\"},\"id\":\"ce-2\"},"
            + "{\"id\":\"ce-3\"}]",
        "Content-Type",
        "application/cloudevents-batch+json");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().get("accepted").intValue()).isEqualTo(2);
    assertThat(reply.json().get("rejected").get(0).get("index").intValue()).isEqualTo(2);
    assertThat(door.rooms.recorded)
        .extracting(e -> e.id() + "@" + e.atMillis())
        .containsExactly("ce-1@" + (FakeRooms.NOW - 60_000), "own@" + FakeRooms.NOW);
  }

  @Test
  void oneCloudEventIsTakenStructuredAndBinary() {
    var structured = door.post(
        "/record/access",
        "{\"id\":\"s\",\"data\":{\"itemId\":\"a\",\"loadTime\":1}}",
        "Content-Type",
        "application/cloudevents+json; charset=UTF-8");
    assertThat(structured.body()).isEqualTo("{\"success\":true}");
    door.post("/record/access", event(1), "ce-id", "b", "ce-specversion", "1.0");
    assertThat(door.rooms.recorded).extracting("id").containsExactly("s", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=iso-8859-1",
        "application/xml"
      })
  void otherContentTypesAreRefused(String type) {
    assertThat(door.post("/record/access", MILK, "Content-Type", type).status()).isEqualTo(415);
    assertThat(door.post("/warm", "{}", "Content-Type", type).status()).isEqualTo(415);
  }

  @Test
  void aCommandIsToldTheOneTypeThatItTakes() {
    for (String type : List.of("text/plain", "application/x-ndjson")) {
      assertThat(door.post("/warm", "{}", "Content-Type", type)
              .json()
              .get("detail")
              .textValue())
          .isEqualTo("the content type must be application/json");
    }
  }

  @Test
  void encodedBodiesAreRefusedAndAMissingTypeIsJson() {
    assertThat(door.post("/record/access", MILK, "Content-Encoding", "gzip").status())
        .isEqualTo(415);
    assertThat(door.send("POST", "/record/access", MILK.getBytes(StandardCharsets.UTF_8))
            .status())
        .isEqualTo(200);
  }

  @Test
  void otherMethodsAreToldWhatIsAllowed() {
    for (String path : List.of("/record/access", "/record/ollama")) {
      var reply = door.get(path);
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("allow")).isEqualTo("POST");
    }
  }

  @Test
  void whileOneBatchIsCommittedTheNextGathers() {
    var first = Promise.<Done>promise();
    door.rooms.commit = first::future;
    var answers = new ArrayList<CompletableFuture<TestDoor.Reply>>();
    answers.add(CompletableFuture.supplyAsync(() -> item("first")));
    Awaitility.await().until(() -> door.rooms.batches.size() == 1);
    for (int i = 0; i < 20; i++) {
      int n = i;
      answers.add(CompletableFuture.supplyAsync(() -> item("next" + n)));
    }
    Awaitility.await().until(() -> waiting() == answers.size() - 1);
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    door.rooms.commit = () -> Future.succeededFuture(Done.DONE);
    first.complete(Done.DONE);
    answers.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
    assertThat(door.rooms.batches).containsExactly(1, 20);
    assertThat(waiting()).isZero();
  }

  @Test
  void whenTooManyEventsWaitTheSenderIsToldAndNothingIsLost() {
    var stuck = Promise.<Done>promise();
    door.rooms.commit = stuck::future;
    var answers = new ArrayList<CompletableFuture<TestDoor.Reply>>();
    answers.add(CompletableFuture.supplyAsync(() -> item("first")));
    Awaitility.await().until(() -> door.rooms.batches.size() == 1);
    for (int i = 0; i < 10; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> door.post("/record/access", array(1_000))));
      int sent = i + 1;
      Awaitility.await().until(() -> waiting() == sent * 1_000);
    }
    var refused = item("one-too-many");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    door.rooms.commit = () -> Future.succeededFuture(Done.DONE);
    stuck.complete(Done.DONE);
    answers.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
    assertThat(door.rooms.recorded).hasSize(10_001);
  }

  @Test
  void aBatchThatCouldNotBeKeptIsToldToEverySender() {
    door.rooms.commit =
        () -> Future.failedFuture(new Refusal(Refusal.Reason.OVERLOADED, "the disk is full"));
    var reply = item("a");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("retry-after")).isEqualTo("1");
    assertThat(reply.body()).doesNotContain("disk");
    assertThat(door.rooms.recorded).isEmpty();
  }

  private int waiting() {
    return (int) door.registry.get("cache_warmer.events_waiting").gauge().value();
  }

  private TestDoor.Reply item(String key) {
    return door.post("/record/access", "{\"itemId\":\"" + key + "\",\"loadTime\":1}");
  }

  private TestDoor.Reply question(String query) {
    return door.post("/record/ollama", "{\"query\":\"" + query + "\",\"responseTime\":1}");
  }

  private TestDoor.Reply member(String member) {
    return door.post("/record/access", "{\"itemId\":\"a\",\"loadTime\":1," + member + "}");
  }

  private static String event(int i) {
    return "{\"itemId\":\"item" + i + "\",\"loadTime\":1}";
  }

  private static String array(int events) {
    return IntStream.range(0, events)
        .mapToObj(RecordingTest::event)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String related(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"r" + i + "\"")
        .collect(Collectors.joining(","));
  }

  private static byte[] between(byte[] bytes) {
    var head = "{\"itemId\":\"".getBytes(StandardCharsets.UTF_8);
    var tail = "\",\"loadTime\":1}".getBytes(StandardCharsets.UTF_8);
    var all = new byte[head.length + bytes.length + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    System.arraycopy(tail, 0, all, head.length + bytes.length, tail.length);
    return all;
  }
}
