package io.cachewarmer.archive.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link ByteWriter} wrote. The bytes are not trusted: whatever they are, the only failure is
 * {@link Unreadable}, and no more is allocated than a small multiple of their number.
 */
final class ByteReader {

  private final List<String> known = new ArrayList<>(List.of(""));
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads {@code bytes} from {@code from} up to but not including {@code end}. */
  ByteReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int octet() {
    if (at >= end) {
      throw new Unreadable("ends too early");
    }
    return bytes[at++] & 0xFF;
  }

  int bits32() {
    return octet() << 24 | octet() << 16 | octet() << 8 | octet();
  }

  long bits64() {
    return (long) bits32() << 32 | bits32() & 0xFFFF_FFFFL;
  }

  double real() {
    return Double.longBitsToDouble(bits64());
  }

  float real32() {
    return Float.intBitsToFloat(bits32());
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new Unreadable("has a number of more than 64 bits");
  }

  long difference() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  /** How many things follow. Each takes an octet at least, so that a lie cannot ask for much memory. */
  int count() {
    long count = number();
    if (count < 0 || count > end - at) {
      throw new Unreadable("tells of more than it holds");
    }
    return (int) count;
  }

  String text() {
    long which = number();
    if (which != 0) {
      if (which < 0 || which > known.size()) {
        throw new Unreadable("refers to a text that was not written");
      }
      return known.get((int) which - 1);
    }
    var units = new char[count()];
    for (int i = 0; i < units.length; i++) {
      units[i] = unit();
    }
    var text = new String(units);
    known.add(text);
    return text;
  }

  private char unit() {
    int first = octet();
    if (first < 0x80) {
      return (char) first;
    }
    if (first >> 5 == 6) {
      return (char) ((first & 0x1F) << 6 | octet() & 0x3F);
    }
    return (char) ((first & 0x0F) << 12 | (octet() & 0x3F) << 6 | octet() & 0x3F);
  }

  boolean hasMore() {
    return at < end;
  }
}
