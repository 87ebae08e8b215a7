package io.cachewarmer.replay.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in columns as wide as they need; the first reads from the left, the others from the
 * right.
 */
final class Aligned {

  private final List<List<String>> rows = new ArrayList<>();

  void row(List<String> cells) {
    rows.add(cells);
  }

  String text() {
    int columns = rows.get(0).size();
    var widths = new int[columns];
    for (var row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String blanks = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + blanks : "  " + blanks + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
