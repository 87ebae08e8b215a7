package io.cachewarmer.replay.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Members as JSON, with fractions to six decimals. */
final class Json {

  private static final JsonFactory JSON = new JsonFactory();

  private Json() {}

  static String object(Map<String, Object> members) {
    return text(members);
  }

  static String array(List<Map<String, Object>> objects) {
    return text(objects);
  }

  private static String text(Object value) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      var lines = new DefaultPrettyPrinter()
          .withObjectIndenter(new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n"));
      json.setPrettyPrinter(lines);
      write(json, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (var member : members.entrySet()) {
        json.writeFieldName((String) member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (var one : list) {
        write(json, one);
      }
      json.writeEndArray();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else {
      json.writeNumber(Numbers.text(value));
    }
  }
}
