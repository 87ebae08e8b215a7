package io.cachewarmer.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.FakeOllama;
import io.cachewarmer.testing.FakeScript;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must not happen at the door, whatever goes wrong on either side of it. */
class DoorFaultsTest {

  // -Dcuts=10000 for the long run; each cut costs two connections.
  private static final int CUTS = Integer.getInteger("cuts", 1_000);
  private static final int BATCH = 50;

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

  private static String ask(String words) {
    return "{\"model\":\"llama3.2:3b\",\"prompt\":\"" + words + "\"}";
  }

  @Test
  void noCutAnswerIsKept() {
    var random = new Random(11);
    ollama.script(body -> FakeScript.well().cutAfter(random.nextInt(900)));
    int seen = 0;
    for (int done = 0; done < CUTS; done += BATCH) {
      var batch = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < BATCH; i++) {
        batch.add(door.postLater("/api/generate", ask("cut " + (done + i))));
      }
      for (var answer : batch) {
        seen += answer
            .handle((got, cut) -> cut != null || got.statusCode() != 200 ? 1 : 0)
            .join();
      }
    }
    System.out.println(CUTS + " cuts, stored bytes: " + door.stored());
    assertThat(seen).as("clients that saw the cut").isEqualTo(CUTS);
    assertThat(door.stored()).isZero();
    await().until(() -> door.gauge("cache_warmer.llm_in_flight") == 0);
  }

  @Test
  void aSlowReaderDoesNotSlowTheOthers() throws Exception {
    ollama.script(FakeScript.well().after(300).words(20_000));
    try (var slow = new Socket("127.0.0.1", door.port)) {
      slow.setReceiveBufferSize(4_096);
      send(slow, ask("shared"));
      await().until(() -> ollama.inFlight() == 1);
      long begun = System.nanoTime();
      var others = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 20; i++) {
        others.add(door.postLater("/api/generate", ask("shared")));
      }
      for (var other : others) {
        assertThat(other.join().body()).endsWith("}\n").contains("\"done\":true");
      }
      System.out.println("others had it after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
      assertThat(ollama.generations()).isEqualTo(1);
      assertThat(slow.getInputStream().read()).isPositive();
    }
    var hit = door.post("/api/generate", ask("shared"));
    assertThat(hit.headers().firstValue("X-Cache")).contains("HIT");
  }

  @Test
  void aThousandClientsThatLeaveInMidStreamLeaveNothingBehind() throws Exception {
    ollama.script(FakeScript.well().every(50).words(100_000));
    long slowest = 0;
    for (int round = 0; round < 4; round++) {
      var sockets = new ArrayList<Socket>();
      for (int i = 0; i < 250; i++) {
        var socket = new Socket("127.0.0.1", door.port);
        socket.setSoLinger(true, 0);
        send(socket, ask("gone " + round + " " + i));
        sockets.add(socket);
      }
      await().until(() -> ollama.inFlight() == 250);
      long begun = System.nanoTime();
      for (var socket : sockets) {
        socket.close();
      }
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(1))
          .until(() -> ollama.inFlight() == 0);
      slowest = Math.max(slowest, System.nanoTime() - begun);
    }
    System.out.println("250 calls at once were cancelled within " + slowest / 1_000_000 + " ms");
    await().until(() -> door.gauge("cache_warmer.llm_in_flight") == 0);
    assertThat(ollama.cancelled()).isEqualTo(1_000);
  }

  private static void send(Socket socket, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var head =
        "POST /api/generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + bytes.length + "\r\n\r\n";
    var out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }
}
