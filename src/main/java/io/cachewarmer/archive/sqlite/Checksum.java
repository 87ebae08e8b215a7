package io.cachewarmer.archive.sqlite;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** A CRC-32C behind stored bytes: SQLite checks its pages' structure, not what is in a blob. */
final class Checksum {

  private static final int LENGTH = Integer.BYTES;

  private Checksum() {}

  static byte[] seal(byte[] content) {
    var sealed = Arrays.copyOf(content, content.length + LENGTH);
    int sum = of(content, content.length);
    for (int i = 0; i < LENGTH; i++) {
      sealed[content.length + i] = (byte) (sum >>> 8 * (LENGTH - 1 - i));
    }
    return sealed;
  }

  /** Reads what was sealed, or throws {@link Unreadable} when it has changed since. */
  static ByteReader open(byte[] sealed) {
    int length = sealed.length - LENGTH;
    if (length < 0) {
      throw new Unreadable("is shorter than its checksum");
    }
    if (new ByteReader(sealed, length, sealed.length).bits32() != of(sealed, length)) {
      throw new Unreadable("does not agree with its checksum");
    }
    return new ByteReader(sealed, 0, length);
  }

  private static int of(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
