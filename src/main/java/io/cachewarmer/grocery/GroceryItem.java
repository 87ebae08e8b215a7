package io.cachewarmer.grocery;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * One article of the catalogue.
 *
 * @param id as agents ask for it, such as {@code grocery:milk}
 * @param unit what the price is for
 * @param typicalPrice what such an article usually costs; not a price that anybody offers today
 * @param meals when it is mostly wanted; may be empty
 * @param commonRank 1 = the most common of all; 0 = not one of the common ones
 * @param related ids of articles that go with it, strongest first; all are in the same catalogue
 */
public record GroceryItem(
    String id,
    String name,
    String category,
    String unit,
    BigDecimal typicalPrice,
    String currency,
    Set<Meal> meals,
    int commonRank,
    List<String> related) {

  public GroceryItem {
    meals = Set.copyOf(meals);
    related = List.copyOf(related);
  }
}
