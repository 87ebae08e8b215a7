package io.cachewarmer.origin.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are one JSON value by RFC 8259 that every reader understands alike (I-JSON, RFC 7493):
 * valid UTF-8, no duplicate members, finite numbers, no lone surrogates, at most 32 deep.
 */
final class StrictJson {

  private static final JsonFactory JSON = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(32)
          .maxNumberLength(64)
          .build())
      .build();

  private StrictJson() {}

  /** False also for {@code null}: that is no value. */
  static boolean holds(byte[] bytes) {
    try (var parser = parserOf(bytes)) {
      var token = parser.nextToken();
      if (token == null || token == JsonToken.VALUE_NULL) {
        return false;
      }
      do {
        if (!isSound(parser, token)) {
          return false;
        }
        token = parser.nextToken();
      } while (token != null && !parser.getParsingContext().inRoot());
      // What closes the value is the only token that may stand at the root after its first.
      return token == null || (token.isStructEnd() && parser.nextToken() == null);
    } catch (IOException notJson) {
      return false;
    }
  }

  /** Decodes first: Jackson's own decoder lets overlong UTF-8 and encoded surrogates pass. */
  private static JsonParser parserOf(byte[] bytes) throws IOException {
    CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    return JSON.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
  }

  private static boolean isSound(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case FIELD_NAME, VALUE_STRING -> hasOnlyWholeCharacters(parser.getText());
      case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT ->
        Double.isFinite(Double.parseDouble(parser.getText()));
      default -> true;
    };
  }

  private static boolean hasOnlyWholeCharacters(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
