package io.cachewarmer.archive.sqlite;

/** Stored bytes that this program did not write, or no longer as it wrote them. */
final class Unreadable extends RuntimeException {

  Unreadable(String message) {
    super(message, null, false, false);
  }
}
