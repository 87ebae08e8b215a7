package io.cachewarmer.grocery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads articles from a CSV file: RFC 4180, first line the column names, lines that begin with {@code
 * #} and empty lines skipped. All wrong lines are told together, by number.
 */
final class CatalogueFile {

  static final List<String> COLUMNS = List.of(
      "id",
      "name",
      "category",
      "unit",
      "typical_price",
      "currency",
      "meals",
      "common_rank",
      "related");

  private static final int MOST_PROBLEMS = 20;

  private final List<String> problems = new ArrayList<>();
  private final List<GroceryItem> items = new ArrayList<>();
  private final Map<String, Integer> lineOf = new HashMap<>();
  private final Set<Integer> ranks = new HashSet<>();
  private boolean headed;

  private CatalogueFile() {}

  static List<GroceryItem> read(List<String> lines) {
    var file = new CatalogueFile();
    for (int i = 0; i < lines.size(); i++) {
      String line =
          i == 0 && lines.get(i).startsWith("\uFEFF") ? lines.get(i).substring(1) : lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        file.line(i + 1, line);
      }
    }
    file.checkRelations();
    if (!file.headed) {
      file.problems.add("line 1: the column names are missing: " + String.join(",", COLUMNS));
    }
    file.throwIfAny();
    return file.items;
  }

  private void line(int number, String line) {
    try {
      var fields = CsvLine.split(line);
      if (!headed) {
        headed = true;
        require(fields.equals(COLUMNS), "the columns must be " + String.join(",", COLUMNS));
        return;
      }
      require(
          fields.size() == COLUMNS.size(),
          "has " + fields.size() + " fields instead of " + COLUMNS.size());
      var item = ItemFields.read(fields);
      Integer before = lineOf.putIfAbsent(item.id(), number);
      require(before == null, "id '" + item.id() + "' is already in line " + before);
      require(
          item.commonRank() == 0 || ranks.add(item.commonRank()),
          "common_rank " + item.commonRank() + " is taken by another article");
      items.add(item);
    } catch (IllegalArgumentException e) {
      problems.add("line " + number + ": " + e.getMessage());
    }
  }

  private void checkRelations() {
    for (var item : items) {
      for (String related : item.related()) {
        if (!lineOf.containsKey(related) || related.equals(item.id())) {
          problems.add("line " + lineOf.get(item.id()) + ": related '" + related + "' is "
              + (related.equals(item.id()) ? "the article itself" : "not in this file"));
        }
      }
    }
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("the catalogue has " + problems.size() + " problem(s): "
          + String.join("; ", problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))));
    }
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
