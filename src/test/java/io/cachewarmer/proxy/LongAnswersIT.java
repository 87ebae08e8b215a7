package io.cachewarmer.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.FakeOllama;
import io.cachewarmer.testing.FakeScript;
import io.cachewarmer.testing.FakeScript.Failure;
import io.cachewarmer.testing.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers without a bound in a service whose memory has one. The service runs in a JVM of its own: in the
 * test's the buffers of the fake Ollama and of the client would be measured with it.
 */
class LongAnswersIT {

  private static final long MEBIBYTE = 1 << 20;

  private FakeOllama ollama;
  private ServiceProcess service;
  private int door;

  @BeforeEach
  void open(@TempDir Path folder) {
    ollama = FakeOllama.start();
    door = ServiceProcess.freePort();
    service = ServiceProcess.start(
        folder,
        Map.of(
            "OLLAMA_URL",
            ollama.url().toString(),
            "OLLAMA_PROXY_PORT",
            Integer.toString(door),
            // Warming would ask for endless answers, too.
            "CACHE_WARMING_ENABLED",
            "false",
            "CACHE_WARMING_ON_START",
            "false"));
    ollama.script(FakeScript.well().words(20_000));
    for (int i = 0; i < 3; i++) {
      try (var client = ask("warm-up " + i)) {
        assertThat(read(client.getInputStream(), Long.MAX_VALUE)).isGreaterThan(MEBIBYTE);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @AfterEach
  void close() {
    service.close();
    ollama.close();
  }

  @Test
  void anAnswerOf200kTokensPassesInUnder16MebibytesOfHeap() throws Exception {
    ollama.script(FakeScript.well().words(200_000));
    long before = service.liveBytes();
    long most = 0;
    long bytes = 0;
    try (var client = ask("long")) {
      for (long got = 1; got > 0; bytes += got) {
        got = read(client.getInputStream(), 4 * MEBIBYTE);
        most = Math.max(most, service.liveBytes() - before);
      }
    }
    System.out.println("200k tokens, " + bytes + " bytes: heap grew by at most " + most);
    assertThat(bytes).isGreaterThan(15 * MEBIBYTE);
    assertThat(most).isLessThan(16 * MEBIBYTE);
    assertThat(service.get("/metrics").body())
        .contains("cache_warmer_llm_skipped_total{reason=\"too-large\"} 1");
  }

  @Test
  void anEndlessAnswerWaitsForItsReaderInUnder8MebibytesOfHeap() throws Exception {
    ollama.script(FakeScript.well().failing(Failure.ENDLESS));
    long before = service.liveBytes();
    long most = 0;
    try (var client = ask("endless")) {
      for (int pause = 0; pause < 5; pause++) {
        awaitStandstill();
        most = Math.max(most, service.liveBytes() - before);
        assertThat(read(client.getInputStream(), 4 * MEBIBYTE)).isEqualTo(4 * MEBIBYTE);
      }
    }
    System.out.println("an endless answer: heap grew by at most " + most);
    assertThat(most).isLessThan(8 * MEBIBYTE);
    await().atMost(Duration.ofSeconds(1)).until(() -> ollama.inFlight() == 0);
  }

  /** Nobody reads, so that after what the sockets hold nothing moves. */
  private void awaitStandstill() {
    var last = new AtomicLong(-1);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> last.getAndSet(ollama.streamed()) == ollama.streamed());
  }

  /** At most so many bytes, fewer at the end of the answer. */
  private static long read(InputStream from, long most) throws IOException {
    var chunk = new byte[1 << 16];
    long bytes = 0;
    while (bytes < most) {
      int read = from.read(chunk, 0, (int) Math.min(chunk.length, most - bytes));
      if (read < 0) {
        return bytes;
      }
      bytes += read;
    }
    return bytes;
  }

  private Socket ask(String words) throws IOException {
    byte[] body = ("{\"model\":\"llama3.2:3b\",\"prompt\":\"" + words + "\"}")
        .getBytes(StandardCharsets.UTF_8);
    var socket = new Socket();
    socket.setReceiveBufferSize(1 << 16);
    socket.connect(new InetSocketAddress("127.0.0.1", door));
    String head = "POST /api/generate HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
    var out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    return socket;
  }
}
