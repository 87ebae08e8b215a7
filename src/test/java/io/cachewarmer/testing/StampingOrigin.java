package io.cachewarmer.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An origin whose values change all the time: each carries the instant at which it was asked for, on the
 * clock of {@link System#nanoTime} in this process.
 */
public final class StampingOrigin implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();
  private final Function<String, Duration> latency;

  /** @param latency how long an item's answer takes after it was stamped */
  public StampingOrigin(Function<String, Duration> latency) {
    this.latency = latency;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** A template as the service takes it. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/{id}";
  }

  public int loads(String item) {
    return loads.getOrDefault(item, new AtomicInteger()).get();
  }

  /** Loads of all items together whose name begins so. */
  public int loadsOf(String beginning) {
    return loads.entrySet().stream()
        .filter(each -> each.getKey().startsWith(beginning))
        .mapToInt(each -> each.getValue().get())
        .sum();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var item = exchange.getRequestURI().getPath().substring(1);
    var body = ("{\"askedAt\":" + System.nanoTime() + "}").getBytes(StandardCharsets.UTF_8);
    loads.computeIfAbsent(item, first -> new AtomicInteger()).incrementAndGet();
    CompletableFuture.runAsync(
        () -> send(exchange, body),
        CompletableFuture.delayedExecutor(
            latency.apply(item).toMillis(), TimeUnit.MILLISECONDS, threads));
  }

  private static void send(HttpExchange exchange, byte[] body) {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      boolean bodiless = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, bodiless ? -1 : body.length);
      if (!bodiless) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
