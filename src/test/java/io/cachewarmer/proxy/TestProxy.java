package io.cachewarmer.proxy;

import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.bus.Message.Recorded;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.AnswerAddresses;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CompressedStore;
import io.cachewarmer.cache.heap.HeapStore;
import io.cachewarmer.config.Config;
import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.origin.ollama.OllamaServer;
import io.cachewarmer.ownership.Permits;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.testing.ServiceProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The door alone, over a heap store, with the rest of the service played by a list of what it heard. */
final class TestProxy implements AutoCloseable {

  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final SettableTicks clock = new SettableTicks();
  final AnswerAddresses addresses = new AnswerAddresses();
  final List<PromptAccess> heard = new CopyOnWriteArrayList<>();
  final CacheStore cache;
  final int port;

  TestProxy(URI ollama, Map<String, String> settings, Tokens tokens) {
    Topics.install(vertx);
    var env = new HashMap<>(settings);
    env.put("OLLAMA_URL", ollama.toString());
    env.putIfAbsent("OLLAMA_PROXY_PORT", Integer.toString(ServiceProcess.freePort()));
    var config = Config.load(env, Path.of("target"));
    port = config.ollama().proxyPort();
    var telemetry = new Telemetry(meters);
    cache = new CompressedStore(new HeapStore(64 << 20, clock, telemetry), 0, 1024, 8 << 20);
    Topics.RECORD.serve(vertx.eventBus(), batch -> {
      batch.events().forEach(event -> heard.add((PromptAccess) event));
      return Future.succeededFuture(new Recorded(batch.events().size(), 0));
    });
    var verticle = new ProxyVerticle(new ProxyVerticle.Parts(
        config,
        cache,
        addresses,
        new OllamaServer(vertx, ollama),
        clock,
        tokens,
        Permits.unlimited(),
        new ProxyMetrics(telemetry),
        new SplittableRandom(7),
        () -> {},
        bound -> {}));
    vertx.deployVerticle(verticle).toCompletionStage().toCompletableFuture().join();
  }

  static TestProxy before(URI ollama) {
    return new TestProxy(ollama, Map.of(), Tokens.none());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    try {
      return CLIENT.send(request(path, body, headers), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<HttpResponse<String>> postLater(String path, String body, String... headers) {
    return CLIENT.sendAsync(request(path, body, headers), BodyHandlers.ofString());
  }

  HttpRequest request(String path, String body, String... headers) {
    var request = HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  double count(String name, String tag, String value) {
    return meters.get(name).tag(tag, value).functionCounter().count();
  }

  double stored() {
    return gauge("cache_warmer.heap_store_bytes");
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** The system's clock, which a test can push ahead. */
  static final class SettableTicks implements io.cachewarmer.clock.Clock {

    private volatile long ahead;

    void advance(Duration by) {
      ahead += by.toMillis();
    }

    @Override
    public long millis() {
      return io.cachewarmer.clock.Clock.system().millis() + ahead;
    }

    @Override
    public long ticks() {
      return io.cachewarmer.clock.Clock.system().ticks() + ahead * 1_000_000;
    }
  }
}
