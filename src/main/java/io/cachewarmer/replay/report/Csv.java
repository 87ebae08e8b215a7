package io.cachewarmer.replay.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Members as CSV by RFC 4180, a line each below a header. Lists of members have no place there. */
final class Csv {

  private Csv() {}

  static String table(List<Map<String, Object>> rows) {
    var columns = new LinkedHashSet<String>();
    for (var row : rows) {
      row.forEach((name, value) -> {
        if (!(value instanceof List<?>)) {
          columns.add(name);
        }
      });
    }
    var text = new StringBuilder(String.join(",", columns)).append('\n');
    for (var row : rows) {
      text.append(columns.stream()
              .map(name -> field(row.getOrDefault(name, "")))
              .collect(Collectors.joining(",")))
          .append('\n');
    }
    return text.toString();
  }

  static String field(Object value) {
    String text = value instanceof String name ? name : Numbers.text(value);
    boolean plain = text.indexOf(',') < 0
        && text.indexOf('"') < 0
        && text.indexOf('\n') < 0
        && text.indexOf('\r') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
