package io.cachewarmer.cache.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections, reads what comes, and never answers: what a stuck peer or a black hole is like. */
final class MuteServer implements AutoCloseable {

  private final ServerSocket listener;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  MuteServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  URI url() {
    return URI.create("redis://127.0.0.1:" + listener.getLocalPort());
  }

  int accepted() {
    return accepted.get();
  }

  /** Connections that the other side has not closed. */
  int open() {
    return open.get();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        var socket = listener.accept();
        accepted.incrementAndGet();
        open.incrementAndGet();
        daemon(() -> readToTheEnd(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void readToTheEnd(Socket socket) {
    try (socket) {
      socket.getInputStream().readAllBytes();
    } catch (IOException reset) {
      // Gone is gone.
    }
    open.decrementAndGet();
  }

  private static void daemon(Runnable task) {
    var thread = new Thread(task, "mute-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
