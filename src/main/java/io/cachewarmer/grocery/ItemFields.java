package io.cachewarmer.grocery;

import static io.cachewarmer.grocery.CatalogueFile.require;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes an article of the fields of a catalogue line, in the order of its columns. */
final class ItemFields {

  private static final int MOST_RELATED = 32;
  private static final int LONGEST_ID = 256;
  private static final int LONGEST_CATEGORY = 64;

  private ItemFields() {}

  static GroceryItem read(List<String> fields) {
    return new GroceryItem(
        text("id", fields.get(0), LONGEST_ID),
        text("name", fields.get(1), LONGEST_ID),
        category(fields.get(2)),
        text("unit", fields.get(3), LONGEST_ID),
        price(fields.get(4)),
        currency(fields.get(5)),
        meals(fields.get(6)),
        rank(fields.get(7)),
        related(fields.get(8)));
  }

  private static String text(String column, String text, int longest) {
    String trimmed = text.trim();
    require(!trimmed.isEmpty(), column + " is empty");
    require(utf8Length(trimmed) <= longest, column + " is longer than " + longest + " bytes");
    require(
        trimmed.chars().noneMatch(Character::isISOControl), column + " has a control character");
    return trimmed;
  }

  private static String category(String text) {
    String category = text("category", text, LONGEST_CATEGORY);
    require(
        category.equals(category.toLowerCase(Locale.ROOT)),
        "category '" + category + "' must be lower case");
    return category;
  }

  private static BigDecimal price(String text) {
    require(
        text.trim().matches("\\d{1,9}(\\.\\d{1,4})?"),
        "typical_price must be a number such as 3.89, but is '" + text + "'");
    return new BigDecimal(text.trim());
  }

  private static String currency(String text) {
    require(
        text.trim().matches("[A-Z]{3}"), "currency must be three letters, but is '" + text + "'");
    return text.trim();
  }

  private static Set<Meal> meals(String text) {
    var meals = EnumSet.noneOf(Meal.class);
    for (String label : list(text)) {
      meals.add(Arrays.stream(Meal.values())
          .filter(meal -> meal.label().equals(label))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(
              "meal '" + label + "' is none of breakfast, lunch, dinner, bulk")));
    }
    return meals;
  }

  private static int rank(String text) {
    if (text.isBlank()) {
      return 0;
    }
    require(
        text.trim().matches("[1-9]\\d{0,5}"),
        "common_rank must be a whole number from 1, or empty, but is '" + text + "'");
    return Integer.parseInt(text.trim());
  }

  private static List<String> related(String text) {
    var related = list(text);
    require(related.size() <= MOST_RELATED, "more than " + MOST_RELATED + " related articles");
    return related;
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split("\\|"))
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .distinct()
        .toList();
  }

  private static int utf8Length(String text) {
    return text.codePoints()
        .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
        .sum();
  }
}
