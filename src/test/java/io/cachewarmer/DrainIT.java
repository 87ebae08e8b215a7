package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is asked to end while agents post to it. */
class DrainIT {

  private static final Map<String, String> SETTINGS =
      Map.of("ANALYTICS_DECAY_FACTOR", "1", "CACHE_WARMING_ON_START", "false");

  @TempDir
  Path folder;

  @Test
  void sigtermEndsItInTimeAndLosesNothingThatWasAcknowledged() throws Exception {
    var acknowledged = new AtomicLong();
    var service = ServiceProcess.start(folder, SETTINGS);
    var agent = CompletableFuture.runAsync(() -> {
      try {
        while (service
                .post("/record/access", "{\"itemId\":\"milk\",\"loadTime\":5}")
                .statusCode()
            == 200) {
          acknowledged.incrementAndGet();
        }
      } catch (UncheckedIOException closed) {
        // No answer, no acknowledgement.
      }
    });
    Awaitility.await().until(() -> acknowledged.get() > 200);

    int exit = service.terminate(Duration.ofSeconds(15));
    agent.get();

    assertThat(exit).isZero();
    assertThat(service.log()).doesNotContain("Exception").doesNotContain("\"level\":\"ERROR\"");
    try (var again = ServiceProcess.start(folder, SETTINGS)) {
      var count = new JsonObject(again.get("/explain/milk").body()).getLong("accessCount");
      // The last request may have been counted without its answer reaching the agent.
      assertThat(count).isBetween(acknowledged.get(), acknowledged.get() + 1);
    }
  }

  @Test
  void aProbeHearsOfTheEndWhileARequestIsStillAnswered() throws Exception {
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var service = ServiceProcess.start(
          folder,
          Map.of(
              "CACHE_WARMING_ON_START",
              "false",
              "GROCERY_ORIGIN_URL",
              "http://127.0.0.1:" + mute.getLocalPort() + "/items/{id}",
              "GROCERY_ORIGIN_TIMEOUT",
              "3000",
              "GROCERY_ORIGIN_RETRIES",
              "0"));
      var reader = CompletableFuture.supplyAsync(() -> service.get("/items/milk"));
      Awaitility.await()
          .until(() -> service.get("/metrics").body().contains("upstream_in_flight 1"));

      service.process().destroy();

      Awaitility.await().until(() -> service.get("/health/ready").statusCode() == 503);
      var late = service.post("/record/access", "{\"itemId\":\"milk\",\"loadTime\":5}");
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.headers().firstValue("Retry-After")).isPresent();
      assertThat(reader.get().statusCode()).isEqualTo(504);
      assertThat(service.terminate(Duration.ofSeconds(15))).isIn(0, 143);
    }
  }

  @Test
  void aNodeOfAClusterStillServesWhenProbesFirstHearOfTheEnd() throws Exception {
    var service = ServiceProcess.start(
        folder,
        Map.of(
            "CACHE_WARMING_ON_START",
            "false",
            "CACHE_WARMER_CLUSTER_MEMBERS",
            "127.0.0.1:" + ServiceProcess.freePort()));

    service.process().destroy();

    Awaitility.await().until(() -> service.get("/health/ready").statusCode() == 503);
    var late = service.post("/record/access", "{\"itemId\":\"milk\",\"loadTime\":5}");
    assertThat(late.statusCode()).isEqualTo(200);
    assertThat(service.terminate(Duration.ofSeconds(15))).isZero();
  }

  @Test
  void requestsThatDoNotEndAtBothDoorsOfAClusterDoNotMakeTheEndLate() throws Exception {
    int ollamaPort = ServiceProcess.freePort();
    var service = ServiceProcess.start(
        folder,
        Map.of(
            "CACHE_WARMING_ON_START",
            "false",
            "OLLAMA_PROXY_PORT",
            Integer.toString(ollamaPort),
            "CACHE_WARMER_CLUSTER_MEMBERS",
            "127.0.0.1:" + ServiceProcess.freePort()));
    try (var agent = halfARequest(service.port(), "/record/access");
        var asker = halfARequest(ollamaPort, "/api/generate")) {
      assertThat(service.terminate(Duration.ofSeconds(15))).isZero();
    }
    assertThat(service.log()).doesNotContain("Not everything was stopped");
  }

  private static Socket halfARequest(int port, String path) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    var head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void wrongLinesOfANamedFileAreToldWithTheWrongSettings() throws Exception {
    var tokens = java.nio.file.Files.writeString(
        folder.resolve("tokens"), "joe xyz read\nann " + "0".repeat(64) + " fly\n");
    var catalogue = java.nio.file.Files.writeString(folder.resolve("catalogue.csv"), "id,name\n");
    var service = ServiceProcess.launch(
        folder,
        Map.of(
            "CACHE_WARMER_TOKENS_FILE",
            tokens.toString(),
            "GROCERY_ORIGIN_CATALOGUE",
            catalogue.toString(),
            "CACHE_WARMING_TTL",
            "x"));
    assertThat(service.process().waitFor(20, java.util.concurrent.TimeUnit.SECONDS))
        .isTrue();
    assertThat(service.process().exitValue()).isEqualTo(2);
    assertThat(service.log())
        .contains("CACHE_WARMING_TTL")
        .contains("line 1")
        .contains("line 2")
        .contains("columns")
        .doesNotContain("Exception");
    assertThat(folder.resolve("cache-warmer.db")).doesNotExist();
  }

  @Test
  void wrongSettingsAreToldAllAtOnceAndNothingStarts() throws Exception {
    var service = ServiceProcess.launch(
        folder,
        Map.of(
            "CACHE_WARMING_CONCURRENCY",
            "0",
            "CACHE_WARMING_TTL",
            "x",
            "CACHE_WARMING_INTERVALL",
            "5"));
    assertThat(service.process().waitFor(20, java.util.concurrent.TimeUnit.SECONDS))
        .isTrue();
    assertThat(service.process().exitValue()).isEqualTo(2);
    assertThat(service.log())
        .contains("CACHE_WARMING_CONCURRENCY")
        .contains("CACHE_WARMING_TTL")
        .contains("CACHE_WARMING_INTERVALL")
        .contains("CACHE_WARMING_INTERVAL");
    assertThat(folder.resolve("cache-warmer.db")).doesNotExist();
  }
}
