package io.cachewarmer.popularity;

/**
 * Names of the rows in a {@link LearnedState} that are not items: totals. They begin with a control
 * character, which no item's id may hold, so that the two never meet.
 */
final class StateNames {

  static final String STORE = "\u0001store";
  static final String ANSWERED = "\u0001prompts";

  private static final String CATEGORY = "\u0001category:";

  private StateNames() {}

  static String ofCategory(String category) {
    return CATEGORY + category;
  }

  static boolean isCategory(String name) {
    return name.startsWith(CATEGORY);
  }

  static String categoryIn(String name) {
    return name.substring(CATEGORY.length());
  }
}
