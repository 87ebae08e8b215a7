package io.cachewarmer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.telemetry.Readiness;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A door on a real port, with fakes behind it. */
final class TestDoor implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  final Vertx vertx = Vertx.vertx();
  final SettableClock clock = new SettableClock(FakeRooms.NOW);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final FakeStore store = new FakeStore();
  final FakeRooms rooms;
  final int port;
  final String id;
  final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  volatile Readiness.State readiness = Readiness.State.READY;
  volatile Optional<ServiceView.Cluster> cluster = Optional.empty();

  TestDoor() {
    this(Tokens.none(), true);
  }

  TestDoor(Tokens tokens, boolean monitoring) {
    Topics.install(vertx);
    rooms = new FakeRooms(vertx, monitoring);
    var bound = new AtomicInteger();
    var parts = new HttpVerticle.Parts(
        config(),
        store,
        clock,
        tokens,
        new DoorMetrics(new Telemetry(registry)),
        new View(),
        router -> {},
        bound::set);
    id = await(vertx.deployVerticle(new HttpVerticle(parts)));
    port = bound.get();
  }

  private final class View implements ServiceView {
    @Override
    public Readiness.State readiness() {
      return readiness;
    }

    @Override
    public int categoriesLoaded() {
      return 12;
    }

    @Override
    public Optional<Cluster> cluster() {
      return cluster;
    }

    @Override
    public Page metrics(String accept) {
      return new Page("text/plain; version=0.0.4", "accept=" + accept + "\n");
    }
  }

  static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Config config() {
    return new Config(
        new Config.Http("127.0.0.1", 0, false, Optional.empty()),
        new Config.Redis(Optional.empty(), 0, 2, "walmart:"),
        new Config.Warming(
            true,
            Duration.ofMinutes(5),
            10,
            3,
            100,
            104_857_600,
            Duration.ofHours(1),
            0.1,
            0.7,
            5,
            0.25,
            0,
            true,
            ZoneId.of("Europe/Berlin"),
            0,
            1024,
            0.02,
            true,
            1L << 27),
        new Config.Analytics(1, Duration.ofDays(7), 0.95, 50_000),
        new Config.Strategies(true, true, true, true, true, true),
        new Config.Origin(Optional.empty(), Optional.empty(), Duration.ofSeconds(5), 1 << 20, 2, 8),
        new Config.Ollama(
            URI.create("http://localhost:11434"),
            false,
            "llama3.2:3b",
            1,
            11435,
            Duration.ofMinutes(10),
            Duration.ofDays(1),
            true,
            Set.of(),
            true),
        new Config.Sqlite(Path.of("cache-warmer.db"), "normal", Duration.ofMinutes(1)),
        Config.Cluster.none(),
        new Config.Log("info", "json"),
        List.of());
  }

  record Reply(int status, java.net.http.HttpHeaders headers, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  Reply get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  Reply post(String path, String body, String... headers) {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Reply post(String path, byte[] body, String... headers) {
    boolean typed = List.of(headers).contains("Content-Type");
    var all = new java.util.ArrayList<>(List.of(headers));
    if (!typed) {
      all.addAll(List.of("Content-Type", "application/json"));
    }
    return send("POST", path, body, all.toArray(String[]::new));
  }

  Reply send(String method, String path, byte[] body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20))
        .method(method, BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends bytes as they are; what comes back until the server closes, or for two seconds. */
  String raw(String request) {
    return raw(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  String raw(byte[] request) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return read(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Socket socket) {
    var answer = new ByteArrayOutputStream();
    try {
      var in = socket.getInputStream();
      byte[] piece = new byte[4_096];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        answer.write(piece, 0, n);
      }
    } catch (IOException timeoutOrReset) {
      // What came so far is the answer.
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
