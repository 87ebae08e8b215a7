package io.cachewarmer.replay.report;

import java.util.Locale;

/** Numbers as text, alike in every locale. */
final class Numbers {

  private Numbers() {}

  /** Fractions to six decimals, whole numbers as they are. */
  static String text(Object number) {
    return number instanceof Double fraction
        ? String.format(Locale.ROOT, "%.6f", fraction)
        : number.toString();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** The longest unit that leaves a whole number: 1h, 90s, 250ms. */
  static String duration(long millis) {
    long[] units = {86_400_000, 3_600_000, 60_000, 1000};
    String[] names = {"d", "h", "m", "s"};
    for (int i = 0; i < units.length; i++) {
      if (millis % units[i] == 0 && (units[i] != 86_400_000 || millis != units[i])) {
        return millis / units[i] + names[i];
      }
    }
    return millis + "ms";
  }
}
