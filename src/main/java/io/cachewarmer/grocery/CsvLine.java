package io.cachewarmer.grocery;

import java.util.ArrayList;
import java.util.List;

/** The fields of one CSV record by RFC 4180, on one line: no field may hold a line break. */
final class CsvLine {

  private final String line;
  private int at;

  private CsvLine(String line) {
    this.line = line;
  }

  static List<String> split(String line) {
    var reader = new CsvLine(line);
    var fields = new ArrayList<String>();
    fields.add(reader.field());
    while (reader.at < line.length()) {
      reader.at++;
      fields.add(reader.field());
    }
    return fields;
  }

  /** Reads up to the next comma or the end, and stops on it. */
  private String field() {
    return at < line.length() && line.charAt(at) == '"' ? quoted() : plain();
  }

  private String plain() {
    int end = line.indexOf(',', at);
    String field = line.substring(at, end < 0 ? line.length() : end);
    CatalogueFile.require(
        field.indexOf('"') < 0, "a quote inside a field: quote the whole field and double it");
    at += field.length();
    return field;
  }

  private String quoted() {
    var field = new StringBuilder();
    for (at++; ; at++) {
      CatalogueFile.require(at < line.length(), "a quote is opened and not closed on its line");
      if (line.charAt(at) != '"') {
        field.append(line.charAt(at));
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        field.append('"');
        at++;
      } else {
        break;
      }
    }
    at++;
    CatalogueFile.require(
        at == line.length() || line.charAt(at) == ',', "text after a closing quote");
    return field.toString();
  }
}
