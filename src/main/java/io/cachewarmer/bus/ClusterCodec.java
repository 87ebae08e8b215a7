package io.cachewarmer.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A {@link ClusterMessage} as {@code {"v":1,"type":"Ping","body":{}}}. Only the permitted records are ever
 * made of a text, each with all of its members and no others; a text of another version is refused.
 */
final class ClusterCodec {

  static final int VERSION = 1;
  /** A thousand keys of the longest, escaped. */
  private static final int LONGEST = 2 << 20;

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(
          DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
          DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
          DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
          DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
          DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private static final Map<String, Class<?>> TYPES = Arrays.stream(
          ClusterMessage.class.getPermittedSubclasses())
      .collect(Collectors.toUnmodifiableMap(type -> type.getSimpleName(), Function.identity()));

  private ClusterCodec() {}

  static String encode(ClusterMessage message) {
    var text =
        JSON.createObjectNode().put("v", VERSION).put("type", message.getClass().getSimpleName());
    text.set("body", JSON.valueToTree(message));
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException when the text is not one of that type, as this version has it
   */
  static <T extends ClusterMessage> T decode(String text, Class<T> type) {
    try {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("too long");
      }
      JsonNode message = JSON.readTree(text);
      boolean ours = message.path("v").isInt()
          && message.path("v").intValue() == VERSION
          && type.equals(TYPES.get(message.path("type").asText()))
          && message.size() == 3;
      if (!ours) {
        throw new IllegalArgumentException(
            "not a " + type.getSimpleName() + " of version " + VERSION);
      }
      return JSON.treeToValue(message.path("body"), type);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), malformed);
    }
  }
}
