package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.Json;
import java.util.Map;

/** About how many bytes a value takes as JSON; quick rather than exact, and never nothing. */
final class Weight {

  private static final long OF_SCALAR = 12;
  private static final long OF_BRACKETS = 16;

  private Weight() {}

  static long of(Object value) {
    if (value instanceof String text) {
      return OF_SCALAR + ofText(text);
    }
    if (value instanceof Map<?, ?>) {
      return Json.object(value).map(Weight::ofMembers).orElse(0L);
    }
    return Json.list(value)
        .map(list -> list.stream().mapToLong(Weight::of).sum() + OF_BRACKETS)
        .orElse(OF_SCALAR);
  }

  /** The bytes of the text in UTF-8. */
  static long ofText(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  private static long ofMembers(Map<String, Object> object) {
    return object.entrySet().stream()
            .mapToLong(member -> of(member.getKey()) + of(member.getValue()))
            .sum()
        + OF_BRACKETS;
  }
}
