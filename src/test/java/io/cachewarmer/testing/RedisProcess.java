package io.cachewarmer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A redis-server that belongs to one test, on a free port of loopback, nothing kept on disk: to be killed,
 * stopped, filled and reconfigured. Ends with the test.
 */
public final class RedisProcess implements AutoCloseable {

  private final RedisBinary binary;
  private final int port;
  private final Path folder;
  private Process process;

  private RedisProcess(RedisBinary binary, int port, Path folder, List<String> settings) {
    this.binary = binary;
    this.port = port;
    this.folder = folder;
    this.process = launch(settings);
  }

  /** A running server; settings as on its command line, e.g. {@code --requirepass secret}. */
  public static RedisProcess start(String... settings) {
    return start(RedisBinary.any(), settings);
  }

  static RedisProcess start(RedisBinary binary, String... settings) {
    try {
      var folder = Files.createTempDirectory("test-redis");
      return new RedisProcess(binary, freePort(), folder, List.of(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public URI url() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** With credentials, e.g. {@code :secret}. */
  public URI url(String userInfo) {
    return URI.create("redis://" + userInfo + "@127.0.0.1:" + port);
  }

  /** Sends one command over a connection of its own. */
  public String call(String... words) {
    return call(url(), words);
  }

  public String call(URI url, String... words) {
    try (var wire = new RedisWire(url)) {
      return wire.call(words);
    }
  }

  /** The value of a line of INFO. */
  public String info(URI url, String section, String name) {
    return call(url, "INFO", section)
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("redis-server did not die");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a dead server again on the same port, empty. */
  public void restart(String... settings) {
    process = launch(List.of(settings));
  }

  /** Stops its clock, as a long pause would: connections stay, nothing answers. */
  public void freeze() {
    signal("STOP");
  }

  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .start()
          .waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process launch(List<String> settings) {
    var command = new ArrayList<String>();
    command.addAll(List.of(binary.path().toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    command.addAll(List.of("--dir", folder.toString()));
    command.addAll(settings);
    try {
      var started = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("redis.log").toFile())
          .start();
      Awaitility.await("redis-server on port " + port)
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> answers(started));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + binary.path(), e);
    }
  }

  private boolean answers(Process started) {
    if (!started.isAlive()) {
      throw new IllegalStateException("redis-server ended at once, status " + started.exitValue());
    }
    try (var wire = new RedisWire(url())) {
      return wire.call("PING").equals("PONG");
    } catch (IllegalStateException replied) {
      return replied.getMessage().startsWith("NOAUTH");
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    kill();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
