package io.cachewarmer.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole service in a JVM of its own, to be killed, stopped and looked at from outside. */
public final class ServiceProcess implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final int port;
  private final Path log;

  private ServiceProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts the service in that folder and waits until it is ready.
   *
   * @param settings environment of the service, beside a free port and that folder's database
   */
  public static ServiceProcess start(Path folder, Map<String, String> settings) {
    return launch(folder, settings).awaitReady(Duration.ofSeconds(40));
  }

  public ServiceProcess awaitReady(Duration patience) {
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isReady() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException("the service ended at start:\n" + log());
    }
    return this;
  }

  /** Starts the service and does not wait. */
  public static ServiceProcess launch(Path folder, Map<String, String> settings) {
    return launch(folder, settings, List.of("-Xmx512m"));
  }

  /** @param flags of its JVM */
  public static ServiceProcess launch(
      Path folder, Map<String, String> settings, List<String> flags) {
    try {
      var env = new HashMap<>(settings);
      env.putIfAbsent("CACHE_WARMER_PORT", Integer.toString(freePort()));
      env.putIfAbsent("OLLAMA_PROXY_PORT", "0");
      env.putIfAbsent("SQLITE_PATH", folder.resolve("cache-warmer.db").toString());
      var command = new ArrayList<>(
          List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
      command.addAll(flags);
      command.addAll(List.of("-cp", ClassPath.current(), "io.cachewarmer.Main", "serve"));
      var log = folder.resolve("service.log");
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().keySet().removeIf(ServiceProcess::isSetting);
      builder.environment().putAll(env);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new ServiceProcess(
          builder.start(), Integer.parseInt(env.get("CACHE_WARMER_PORT")), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public Process process() {
    return process;
  }

  public boolean isReady() {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (UncheckedIOException notUpYet) {
      return false;
    }
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  public HttpResponse<String> post(String path, String json) {
    return send(HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of objects that are reachable now: collects the garbage of the service first. */
  public long liveBytes() {
    try {
      var jcmd = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
              Long.toString(process.pid()),
              "GC.class_histogram")
          .redirectErrorStream(true)
          .start();
      var told = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String total = told.strip().substring(told.strip().lastIndexOf('\n') + 1);
      return Long.parseLong(total.strip().split("\\s+")[2]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGSTOP: the process stands still and its sockets stay open. */
  public void freeze() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      var done = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
          .start()
          .waitFor();
      if (done != 0) {
        throw new IllegalStateException("kill " + signal + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Memory of the process that is in RAM, in bytes. */
  public long residentBytes() {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(10));
  }

  /** SIGTERM; the exit code. */
  public int terminate(Duration patience) {
    process.destroy();
    awaitEnd(patience);
    return process.exitValue();
  }

  private void awaitEnd(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the service is still there after " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private static boolean isSetting(String name) {
    return name.startsWith("CACHE_WARM")
        || name.startsWith("REDIS_")
        || name.startsWith("SQLITE_")
        || name.startsWith("STRATEGY_")
        || name.startsWith("ANALYTICS_")
        || name.startsWith("OLLAMA_")
        || name.startsWith("GROCERY_");
  }

  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
