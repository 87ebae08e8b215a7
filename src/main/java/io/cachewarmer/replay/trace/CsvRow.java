package io.cachewarmer.replay.trace;

import java.util.ArrayList;
import java.util.List;

/** The fields of a CSV line by RFC 4180; a field may be quoted, and holds no line break. */
final class CsvRow {

  private CsvRow() {}

  static List<String> fields(String line) {
    var fields = new ArrayList<String>(5);
    int at = 0;
    while (true) {
      at = at < line.length() && line.charAt(at) == '"'
          ? quoted(line, at + 1, fields)
          : plain(line, at, fields);
      if (at == line.length()) {
        return fields;
      }
      at++;
    }
  }

  private static int plain(String line, int start, List<String> fields) {
    int comma = line.indexOf(',', start);
    int end = comma < 0 ? line.length() : comma;
    fields.add(line.substring(start, end));
    return end;
  }

  private static int quoted(String line, int start, List<String> fields) {
    var field = new StringBuilder();
    int at = start;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw new BadLine("a quote is opened and not closed");
      }
      field.append(line, at, quote);
      at = quote + 1;
      if (at == line.length() || line.charAt(at) != '"') {
        break;
      }
      field.append('"');
      at++;
    }
    if (at < line.length() && line.charAt(at) != ',') {
      throw new BadLine("text follows a closing quote");
    }
    fields.add(field.toString());
    return at;
  }
}
