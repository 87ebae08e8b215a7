package io.cachewarmer.proxy.flight;

import io.vertx.core.buffer.Buffer;

/**
 * A part of an answer as it goes to clients.
 *
 * @param bytes for those who asked for the counts of tokens, or where there are none
 * @param uncounted for the others; may be empty
 */
public record Piece(Buffer bytes, Buffer uncounted) {

  public static Piece of(Buffer bytes) {
    return new Piece(bytes, bytes);
  }

  int weight() {
    return bytes.length() + OVERHEAD;
  }

  // The record, two views and what they look at, with their headers.
  private static final int OVERHEAD = 256;
}
