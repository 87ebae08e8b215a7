package io.cachewarmer.cache;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Values deflated (RFC 1950) behind a one-byte mark that no JSON text begins with.
 *
 * @param maxInflatedBytes beyond which a value is not inflated: a few bytes may claim to be gigabytes
 */
record Deflation(int maxInflatedBytes) {

  private static final byte MARK = 1;

  /** Most of the gain for the least time. */
  private static final int LEVEL = 1;

  private static final int CHUNK = 8192;

  static boolean isMarked(Buffer value) {
    return value.length() > 0 && value.getByte(0) == MARK;
  }

  static Buffer deflate(Buffer value) {
    var deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(value.getBytes());
      deflater.finish();
      var out = Buffer.buffer(1 + value.length() / 2).appendByte(MARK);
      var chunk = new byte[CHUNK];
      while (!deflater.finished()) {
        out.appendBytes(chunk, 0, deflater.deflate(chunk));
      }
      return out;
    } finally {
      deflater.end();
    }
  }

  /** The value behind the mark; empty when it is damaged, cut or too large. */
  Optional<Buffer> inflate(Buffer marked) {
    var inflater = new Inflater();
    try {
      inflater.setInput(marked.getBytes(1, marked.length()));
      var out = Buffer.buffer(2 * marked.length());
      var chunk = new byte[Math.min(CHUNK, maxInflatedBytes + 1)];
      while (!inflater.finished()) {
        int read = inflater.inflate(chunk);
        if (read == 0 || out.length() + read > maxInflatedBytes) {
          return inflater.finished() ? Optional.of(out) : Optional.empty();
        }
        out.appendBytes(chunk, 0, read);
      }
      return Optional.of(out);
    } catch (DataFormatException damaged) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }
}
