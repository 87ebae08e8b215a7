package io.cachewarmer.http;

import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.json.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Strict percent-decoding (RFC 3986, section 2.1): what is malformed fails with 400. */
final class Percent {

  private static final int LONGEST_KEY = 256;

  private Percent() {}

  /** The text behind an encoded part of a URI. */
  static String decode(String encoded, String what) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c > 0x7e || c <= ' ') {
        throw HttpProblem.invalid(what + " must be percent-encoded");
      } else if (c != '%') {
        bytes.write(c);
      } else {
        int high = digit(encoded, i + 1);
        int low = digit(encoded, i + 2);
        if (high < 0 || low < 0) {
          throw HttpProblem.invalid(what + " holds a broken percent-encoding");
        }
        bytes.write(high << 4 | low);
        i += 2;
      }
    }
    byte[] decoded = bytes.toByteArray();
    if (!Utf8.wellFormed(decoded, 0, decoded.length)) {
      throw HttpProblem.invalid(what + " is not well-formed UTF-8");
    }
    return new String(decoded, StandardCharsets.UTF_8);
  }

  private static int digit(String encoded, int at) {
    return at < encoded.length() ? Character.digit(encoded.charAt(at), 16) : -1;
  }

  /** The key in the last segment of a path. */
  static String key(String path) {
    String key = decode(path.substring(path.lastIndexOf('/') + 1), "the key in the path");
    requireKey(key, "the key in the path");
    return key;
  }

  /** Fails unless it is 1 to 256 bytes without control characters. */
  static void requireKey(String key, String what) {
    int bytes = Utf8.length(key);
    if (bytes < 1 || bytes > LONGEST_KEY || Utf8.hasControl(key)) {
      throw HttpProblem.invalid(
          what + " must be 1 to " + LONGEST_KEY + " bytes of UTF-8 without control characters");
    }
  }
}
