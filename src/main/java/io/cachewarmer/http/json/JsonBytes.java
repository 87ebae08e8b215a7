package io.cachewarmer.http.json;

/** Bytes that claim to be JSON text: what a parser would guess at or let pass is refused before it. */
public final class JsonBytes {

  private JsonBytes() {}

  /** Fails unless the bytes are well-formed UTF-8 without a byte order mark. */
  public static void check(byte[] bytes, int offset, int length) throws MalformedJson {
    if (length >= 3
        && bytes[offset] == (byte) 0xef
        && bytes[offset + 1] == (byte) 0xbb
        && bytes[offset + 2] == (byte) 0xbf) {
      throw new MalformedJson("the body begins with a byte order mark; send UTF-8 without it");
    }
    // Jackson guesses UTF-16 and UTF-32 from zero bytes at the start.
    for (int i = 0; i < Math.min(4, length); i++) {
      if (bytes[offset + i] == 0) {
        throw new MalformedJson("the body is not UTF-8 text");
      }
    }
    if (!Utf8.wellFormed(bytes, offset, offset + length)) {
      throw new MalformedJson("the body is not well-formed UTF-8");
    }
  }
}
