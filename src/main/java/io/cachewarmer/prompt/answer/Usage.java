package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The token counts that the door asks for in every stream of OpenAI's dialect, asked or not. */
public final class Usage {

  private static final String USAGE = "usage";

  private Usage() {}

  /** The chunk for a client that did not ask for counts; empty when it tells of nothing else. */
  public static Optional<Map<String, Object>> without(Map<String, Object> chunk) {
    if (!chunk.containsKey(USAGE)) {
      return Optional.of(chunk);
    }
    if (Json.list(chunk, "choices").isEmpty() && Json.member(chunk, USAGE).isPresent()) {
      return Optional.empty();
    }
    var left = new LinkedHashMap<>(chunk);
    left.remove(USAGE);
    return Optional.of(left);
  }
}
