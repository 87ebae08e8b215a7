package io.cachewarmer.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A closed-loop HTTP/1.1 load: each connection sends its next request when the answer to the last is
 * whole. One thread and a selector, so that it costs the machine as little as it can.
 *
 * <p>Answers must all be as long as the first one, and 200: anything else is counted as an error.
 */
final class HttpLoad {

  private final int port;
  private final byte[] request;
  private final int connections;

  HttpLoad(int port, byte[] request, int connections) {
    this.port = port;
    this.request = request;
    this.connections = connections;
  }

  /** What a run came to; latencies in microseconds. */
  record Result(double requestsPerSecond, long errors, long p50, long p99) {}

  static byte[] post(String path, String contentType, byte[] body) {
    var head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, contentType, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    var whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  Result run(Duration duration) throws IOException {
    var latencies = new Histogram(3);
    long errors = 0;
    long answered = 0;
    try (var selector = Selector.open()) {
      List<Connection> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        all.add(new Connection(selector));
      }
      long start = System.nanoTime();
      long end = start + duration.toNanos();
      while (System.nanoTime() < end) {
        selector.select(100);
        for (var key : selector.selectedKeys()) {
          var connection = (Connection) key.attachment();
          if (key.isWritable()) {
            connection.write();
          }
          if (key.isReadable() && connection.ready()) {
            latencies.recordValue(connection.takeMicros());
            answered++;
            errors += connection.failed ? 1 : 0;
            connection.send();
          }
        }
        selector.selectedKeys().clear();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      for (var connection : all) {
        connection.channel.close();
      }
      return new Result(
          answered / seconds,
          errors,
          latencies.getValueAtPercentile(50),
          latencies.getValueAtPercentile(99));
    }
  }

  private final class Connection {

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(request.length).put(request);
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
    private final SelectionKey key;
    private long sentAt;
    private boolean failed;

    Connection(Selector selector) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
      send();
    }

    void send() throws IOException {
      out.rewind();
      in.clear();
      sentAt = System.nanoTime();
      write();
    }

    // A large request waits for room: to spin would take the processor from the server.
    void write() throws IOException {
      channel.write(out);
      key.interestOps(
          out.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
    }

    /** Reads what is there; true when the answer is whole. */
    boolean ready() throws IOException {
      if (out.hasRemaining()) {
        throw new IOException("the server answered before the request was sent");
      }
      if (channel.read(in) < 0) {
        throw new IOException("the server closed the connection");
      }
      return in.position() >= lengthOfAnswer();
    }

    private int lengthOfAnswer() {
      var text =
          new String(in.array(), 0, Math.min(in.position(), 1_024), StandardCharsets.US_ASCII);
      int head = text.indexOf("\r\n\r\n");
      if (head < 0) {
        return Integer.MAX_VALUE;
      }
      failed = !text.startsWith("HTTP/1.1 200");
      int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
      return at < 0
          ? head + 4
          : head
              + 4
              + Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).strip());
    }

    long takeMicros() {
      return (System.nanoTime() - sentAt) / 1_000;
    }
  }
}
