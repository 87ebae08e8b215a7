package io.cachewarmer.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings, gathered so that the operator mends all of it in one go. */
final class Problems {

  private final List<String> found = new ArrayList<>();

  void add(String sentence) {
    found.add(sentence);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidConfigException(found);
    }
  }
}
