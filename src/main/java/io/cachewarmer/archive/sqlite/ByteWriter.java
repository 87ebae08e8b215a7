package io.cachewarmer.archive.sqlite;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes that grow. A text that was written before is written again as its number: within a batch users,
 * sessions, categories and keys repeat.
 */
final class ByteWriter {

  private final Map<String, Integer> known = new HashMap<>();
  private byte[] bytes;
  private int size;

  ByteWriter(int expected) {
    bytes = new byte[expected];
    known.put("", 1);
  }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void bits32(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      octet(value >>> shift);
    }
  }

  void bits64(long value) {
    bits32((int) (value >>> 32));
    bits32((int) value);
  }

  void real(double value) {
    bits64(Double.doubleToRawLongBits(value));
  }

  /** Seven bits an octet, lowest first: small numbers are short, negative ones take ten octets. */
  void number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      octet((int) rest | 0x80);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  /** Zigzag: small differences are short in either direction. */
  void difference(long value) {
    number((value << 1) ^ (value >> 63));
  }

  void text(String text) {
    var before = known.putIfAbsent(text, known.size() + 1);
    if (before != null) {
      number(before);
      return;
    }
    number(0);
    number(text.length());
    room(3 * text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes[size++] = (byte) unit;
      } else {
        wide(unit);
      }
    }
  }

  /** UTF-16 units one by one, unlike UTF-8, so that a lone surrogate comes back as it was. */
  private void wide(char unit) {
    if (unit < 0x800) {
      bytes[size++] = (byte) (0xC0 | (unit >> 6));
      bytes[size++] = (byte) (0x80 | (unit & 0x3F));
    } else {
      bytes[size++] = (byte) (0xE0 | (unit >> 12));
      bytes[size++] = (byte) (0x80 | ((unit >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (unit & 0x3F));
    }
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
