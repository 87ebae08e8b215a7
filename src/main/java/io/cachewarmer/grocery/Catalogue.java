package io.cachewarmer.grocery;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The articles of a store, their categories and meals. Immutable; safe on any thread. */
public final class Catalogue {

  public static final Catalogue EMPTY = new Catalogue(List.of());

  private final Map<String, GroceryItem> byId = new LinkedHashMap<>();
  private final Map<String, List<GroceryItem>> byCategory;
  private final List<GroceryItem> common;
  private final Map<Meal, List<GroceryItem>> byMeal = new HashMap<>();

  Catalogue(List<GroceryItem> items) {
    items.forEach(item -> byId.put(item.id(), item));
    var categories = new TreeMap<String, List<GroceryItem>>();
    items.forEach(item -> categories
        .computeIfAbsent(item.category(), c -> new java.util.ArrayList<>())
        .add(item));
    categories.replaceAll((name, list) -> sorted(list));
    byCategory = categories;
    common = sorted(items.stream().filter(item -> item.commonRank() > 0).toList());
    for (var meal : Meal.values()) {
      byMeal.put(
          meal, sorted(items.stream().filter(i -> i.meals().contains(meal)).toList()));
    }
  }

  /**
   * Reads a catalogue from the lines of a CSV file (RFC 4180).
   *
   * @throws IllegalArgumentException telling every wrong line by its number
   */
  public static Catalogue parse(List<String> csvLines) {
    return new Catalogue(CatalogueFile.read(csvLines));
  }

  public Optional<GroceryItem> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The articles of a category, common ones first; empty when there is no such category. */
  public List<GroceryItem> category(String name) {
    return byCategory.getOrDefault(name, List.of());
  }

  public SortedSet<String> categories() {
    return new TreeSet<>(byCategory.keySet());
  }

  /** The most common articles, most common first. */
  public List<GroceryItem> common(int most) {
    return common.subList(0, Math.min(most, common.size()));
  }

  /** The articles wanted for a meal, common ones first. */
  public List<GroceryItem> meal(Meal meal) {
    return byMeal.getOrDefault(meal, List.of());
  }

  public int size() {
    return byId.size();
  }

  private static List<GroceryItem> sorted(List<GroceryItem> items) {
    return items.stream()
        .sorted(Comparator.comparingInt(
                (GroceryItem i) -> i.commonRank() > 0 ? i.commonRank() : Integer.MAX_VALUE)
            .thenComparing(GroceryItem::id))
        .toList();
  }
}
