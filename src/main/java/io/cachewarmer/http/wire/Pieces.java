package io.cachewarmer.http.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body as it comes, joined once at its end: a buffer that grows copies what it holds again and again. Small
 * pieces are put together at once, since a buffer of its own for each would take a hundred times their size.
 */
final class Pieces {

  private static final int SMALL = 4 << 10;

  private final List<Buffer> buffers = new ArrayList<>(1);
  private int length;

  void add(Buffer piece) {
    length += piece.length();
    if (piece.length() < SMALL && !buffers.isEmpty()) {
      buffers.get(buffers.size() - 1).appendBuffer(piece);
    } else {
      buffers.add(piece);
    }
  }

  int length() {
    return length;
  }

  /** How many buffers hold it. */
  int count() {
    return buffers.size();
  }

  Buffer joined() {
    if (buffers.size() == 1) {
      return buffers.get(0);
    }
    var whole = Buffer.buffer(length);
    buffers.forEach(whole::appendBuffer);
    return whole;
  }

  void clear() {
    buffers.clear();
    length = 0;
  }
}
