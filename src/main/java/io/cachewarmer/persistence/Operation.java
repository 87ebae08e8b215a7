package io.cachewarmer.persistence;

import java.util.Locale;

/** What is asked of the archive. */
enum Operation {
  OPEN,
  APPEND,
  SAVE,
  FORGET,
  CHECK;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
