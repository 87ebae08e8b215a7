package io.cachewarmer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.bus.Message.Done;
import io.cachewarmer.http.guard.Tokens;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

  private static final String HEAD = "POST /record/access HTTP/1.1\r\nHost: localhost\r\n";
  private static final String EVENT = "{\"itemId\":\"a\",\"loadTime\":1}";

  private static final String SYNTAX = "{}[]\",:\\u0eE-";

  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor();
  }

  @AfterEach
  void close() {
    door.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
        "POST /warm HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "POST /warm HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /warm HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"
      })
  void whatIsNotHttpIsA400(String request) {
    assertThat(door.raw(request)).matches("(?s)HTTP/1.[01] 400 .*application/problem\\+json.*");
  }

  @Test
  void longLinesAndHeadersAreRefused() {
    assertThat(door.raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .matches("(?s)HTTP/1.[01] 414 .*");
    assertThat(door.raw(
            "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .matches("(?s)HTTP/1.[01] 431 .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET //health",
        "GET /%2e%2e/health",
        "GET /cache/..",
        "GET /cache/%2E",
        "TRACE /health",
        "OPTIONS /warm",
        "CONNECT localhost:80",
        "OPTIONS *"
      })
  void oddPathsAndMethodsAreClientErrors(String line) {
    assertThat(door.raw(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.1 (400|404|405) .*");
  }

  @ParameterizedTest
  @CsvSource({
    "/health/live, 200",
    "/health, 200",
    "/openapi.yaml, 200",
    "/cache/nothing, 404",
    "/nowhere, 404",
    "/warm, 405",
    "/items/milk, 405"
  })
  void whatCanBeReadAnswersHeadWithoutItsContent(String path, int status) {
    assertThat(
            door.raw("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("content-length: ")
        .doesNotContainIgnoringCase("content-length: 0")
        .endsWith("\r\n\r\n");
  }

  @Test
  void whatFollowsHeadOnAConnectionIsUnderstood() {
    assertThat(door.raw("HEAD /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
            + "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.1 200 .*\r\n\r\nHTTP/1.1 200 .*\r\n\r\n\\{.+}");
  }

  @Test
  void aChunkedBodyIsReadAndBounded() {
    assertThat(door.raw(HEAD + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n1b\r\n"
            + EVENT + "\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    var chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").repeat(20);
    assertThat(door.raw(
            HEAD + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 413");
    assertThat(door.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(8)))
        .startsWith("HTTP/1.1 413");
    door.rooms.recorded.clear();
    assertThat(door.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")).isEmpty();
    assertThat(door.rooms.recorded).isEmpty();
    awaitConnections(0);
  }

  @Test
  void aHugeLengthIsRefusedBeforeItIsSent() {
    assertThat(door.raw(HEAD + "Content-Length: 1000000000000\r\n\r\n")).startsWith("HTTP/1.1 413");
  }

  @Test
  void twoWaysToTellTheLengthAreRefused() {
    assertThat(door.raw(HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n1b\r\n"
            + EVENT + "\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void aBodyThatDripsIsGivenUpAfterTenSeconds() throws IOException {
    try (var socket = new Socket("127.0.0.1", door.port)) {
      send(socket, HEAD + "Content-Length: 30\r\n\r\n{");
      awaitConnections(1);
      var answer = CompletableFuture.supplyAsync(() -> TestDoor.read(socket));
      while (!answer.isDone()) {
        door.clock.advance(5_000);
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> true);
      }
      assertThat(answer.join()).startsWith("HTTP/1.1 408");
      awaitConnections(0);
    }
  }

  @Test
  void aSilentConnectionIsClosedAndARestingOneToo() throws IOException {
    try (var silent = new Socket("127.0.0.1", door.port);
        var resting = new Socket("127.0.0.1", door.port)) {
      send(resting, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      awaitConnections(2);
      var first = resting.getInputStream().read();
      assertThat(first).isEqualTo('H');
      door.clock.advance(11_000);
      awaitConnections(1);
      door.clock.advance(31_000);
      awaitConnections(0);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aRequestThatTakesLongIsNotCut() {
    var stuck = Promise.<Done>promise();
    door.rooms.commit = stuck::future;
    var answer = CompletableFuture.supplyAsync(() -> door.post("/record/access", EVENT));
    Awaitility.await().until(() -> door.rooms.batches.size() == 1);
    door.clock.advance(60_000);
    Awaitility.await().during(Duration.ofMillis(1_200)).until(() -> !answer.isDone());
    stuck.complete(Done.DONE);
    assertThat(answer.join().status()).isEqualTo(200);
  }

  @Test
  void stoppingAnswersWhatIsInFlightAndSendsAwayWhatIsNew() {
    var stuck = Promise.<Done>promise();
    door.rooms.commit = stuck::future;
    var answer = CompletableFuture.supplyAsync(() -> door.post("/record/access", EVENT));
    Awaitility.await().until(() -> door.rooms.batches.size() == 1);
    var stopped = door.vertx.undeploy(door.id);
    Awaitility.await().until(() -> door.post("/record/access", EVENT).status() == 503);
    assertThat(door.get("/health/live").status()).isEqualTo(200);
    assertThat(answer).isNotDone();
    stuck.complete(Done.DONE);
    assertThat(answer.join().status()).isEqualTo(200);
    TestDoor.await(stopped);
    assertThat(refusesConnections()).isTrue();
  }

  @Test
  void stoppingSucceedsThoughARequestIsNeverAnswered() {
    var stuck = Promise.<Done>promise();
    door.rooms.commit = stuck::future;
    CompletableFuture.runAsync(() -> door.post("/record/access", EVENT));
    Awaitility.await().until(() -> door.rooms.batches.size() == 1);
    var stopped = door.vertx.undeploy(door.id);
    Awaitility.await().atMost(Duration.ofSeconds(9)).until(this::refusesConnections);
    stuck.complete(Done.DONE);
    TestDoor.await(stopped);
  }

  @Test
  void healthAnswersWithinASecondWhenARoomIsSilent() {
    var half = new TestDoor(Tokens.none(), false);
    try (half) {
      var reply = half.get("/health");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().get("status").textValue()).isEqualTo("degraded");
      assertThat(reply.json().get("checks").findValuesAsText("name")).contains("monitoring");
      assertThat(half.get("/health/ready").status()).isEqualTo(503);
    }
  }

  @Test
  void twentyThousandBadRequestsAreNeverOurFault() throws IOException {
    var random = new Random(7);
    String[] paths = {
      "/record/access",
      "/record/ollama",
      "/warm",
      "/warm/category",
      "/warm/nlp",
      "/clear",
      "/cache/",
      "/items/",
      "/explain/",
      "/plan?at=",
      "/runs/",
      "/docs/",
      "/"
    };
    String[] types = {
      "application/json", "application/x-ndjson", "application/cloudevents-batch+json", "text/x", ""
    };
    var socket = new Socket("127.0.0.1", door.port);
    int answered = 0;
    for (int i = 0; i < 20_000; i++) {
      var body = mutated(random);
      String path = paths[random.nextInt(paths.length)];
      boolean get = path.endsWith("/") || path.endsWith("=");
      String tail = get ? noise(random) : "";
      var head =
          (get ? "GET " : "POST ") + path + tail + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              + types[random.nextInt(types.length)] + "\r\nContent-Length: " + body.length
              + "\r\n\r\n";
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      var reply = readOne(socket);
      if (!reply.isEmpty()) {
        answered++;
        assertThat(reply).as(head).doesNotStartWith("HTTP/1.1 5");
      }
      if (reply.isEmpty() || reply.toLowerCase().contains("connection: close")) {
        socket.close();
        socket = new Socket("127.0.0.1", door.port);
      }
    }
    socket.close();
    assertThat(answered).isGreaterThan(19_000);
    assertThat(door.post("/record/access", EVENT).status()).isEqualTo(200);
  }

  private static byte[] mutated(Random random) {
    String[] seeds = {
      EVENT,
      "[" + EVENT + "," + EVENT + "]",
      EVENT + "\n" + EVENT,
      "{\"query\":\"q\",\"responseTime\":1e3,\"model\":\"\\u00e9\"}",
      "{\"items\":[\"a\",\"\\ud83d\\ude00\"],\"force\":true,\"x\":{\"y\":[1,2,-3.5e7,null]}}",
      "[{\"id\":\"1\",\"time\":\"2026-11-23T07:00:00Z\",\"data\":" + EVENT + "}]"
    };
    var bytes = seeds[random.nextInt(seeds.length)].getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes[at] = (byte)
          (random.nextBoolean()
              ? random.nextInt(256)
              : SYNTAX.charAt(random.nextInt(SYNTAX.length())));
    }
    return bytes;
  }

  private static String noise(Random random) {
    var text = new StringBuilder();
    for (int n = random.nextInt(12); n > 0; n--) {
      char c = (char) (0x21 + random.nextInt(0xde));
      text.append(random.nextInt(4) == 0 ? "%" + Integer.toHexString(random.nextInt(300)) : c);
    }
    return text.toString();
  }

  /** One answer by its length; empty when the server closed. */
  private static String readOne(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    int at = head.toString().toLowerCase().indexOf("content-length: ");
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
    in.readNBytes(length);
    return head.toString();
  }

  private boolean refusesConnections() {
    try (var socket = new Socket("127.0.0.1", door.port)) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  private void awaitConnections(int count) {
    Awaitility.await()
        .until(() -> door.registry.get("cache_warmer.http_connections").gauge().value() == count);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }
}
