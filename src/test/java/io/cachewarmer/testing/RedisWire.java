package io.cachewarmer.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/**
 * A second opinion on what Redis holds: commands over a socket of our own (RESP 2, no TLS), blocking,
 * for tests. Replies are text; nil is the empty string, an array one element a line.
 */
public final class RedisWire implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 5000;

  private final Socket socket = new Socket();
  private final InputStream in;

  public RedisWire(URI url) {
    try {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("no Redis at port " + url.getPort(), e);
    }
    var userInfo = url.getUserInfo();
    if (userInfo != null) {
      var parts = userInfo.split(":", 2);
      call("AUTH", parts[0].isEmpty() ? "default" : parts[0], parts[1]);
    }
  }

  /** The reply; an error reply is thrown. */
  public String call(String... words) {
    try {
      var out = new ByteArrayOutputStream();
      out.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      for (var word : words) {
        var bytes = word.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        out.writeBytes(new byte[] {'\r', '\n'});
      }
      socket.getOutputStream().write(out.toByteArray());
      return reply();
    } catch (IOException e) {
      throw new UncheckedIOException(words[0] + " failed", e);
    }
  }

  private String reply() throws IOException {
    var line = line();
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> rest;
      case '$' -> bulk(Integer.parseInt(rest));
      case '*' -> array(Integer.parseInt(rest));
      default -> throw new IllegalStateException(rest);
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    var bytes = in.readNBytes(length);
    in.readNBytes(2);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String array(int length) throws IOException {
    var elements = new ArrayList<String>();
    for (int i = 0; i < length; i++) {
      elements.add(reply());
    }
    return String.join("\n", elements);
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("Redis closed the connection");
      }
      bytes.write(b);
    }
    in.readNBytes(1);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
