package io.cachewarmer.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that was probably meant, by edit distance (Levenshtein, 1966). */
final class Nearest {

  private Nearest() {}

  /** The known name with the fewest single-character edits; the first in order where several tie. */
  static String to(String name, Collection<String> known) {
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .orElseThrow();
  }

  static int distance(String from, String to) {
    var above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      var row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
