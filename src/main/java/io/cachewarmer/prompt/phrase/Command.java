package io.cachewarmer.prompt.phrase;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A command that was understood to its last word.
 *
 * @param items in the order of their names: none is before another in a command
 * @param list the list that was named, such as {@code shopping list}; empty when none was
 */
public record Command(Intent intent, List<Item> items, String list) {

  public Command {
    items = items.stream().sorted().toList();
  }

  /** The sentence that stands for all that mean this command; it is understood as this command itself. */
  public String phrase() {
    String what = items.stream().map(Item::phrase).collect(Collectors.joining(" and "));
    return switch (intent) {
      case ADD -> "add " + what + where(" to my ");
      case REMOVE -> "remove " + what + where(" from my ");
      case SHOW_LIST -> "show me my " + list;
      case SHOW_LISTS -> "show me my lists";
      case COUNT_LIST -> "how many items are on my " + list;
      case ON_LIST -> "is " + what + " on my " + list;
      case CLEAR_LIST -> "clear my " + list;
      case DELETE_LIST -> "delete my " + list;
      case CREATE_LIST -> "create a " + list;
      case PRICE -> "what is the price of " + what;
      case DEALS -> "find deals on " + what;
      case ON_SALE -> "is " + what + " on sale";
      case COMPARE -> "compare " + what;
      case COMPARE_PRICES -> "compare the prices of " + what;
      case RECIPE -> "recipe for " + what;
      case RECIPES -> what.isEmpty() ? "recipes" : "recipes for " + what;
      case COOK -> "how do i cook " + what;
      case BAKE -> "how do i bake " + what;
    };
  }

  private String where(String preposition) {
    return list.isEmpty() ? "" : preposition + list;
  }
}
