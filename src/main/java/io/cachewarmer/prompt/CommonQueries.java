package io.cachewarmer.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions that a grocery agent is asked in any store, most common first. */
public final class CommonQueries {

  private static final List<String> QUERIES = List.of(
      "Add milk to my list",
      "What is on my list?",
      "Add bread and eggs to my list",
      "What do I need for breakfast?",
      "Suggest a quick lunch",
      "What can I cook for dinner tonight?",
      "Remove milk from my list",
      "Is milk in stock?",
      "How much are bananas?",
      "Plan my meals for the week");

  private CommonQueries() {}

  public static List<String> all() {
    return QUERIES;
  }

  /** The questions by the key under which that model's answers are cached, in the same order. */
  public static Map<String, String> byKey(String model) {
    var keyed = new LinkedHashMap<String, String>();
    QUERIES.forEach(query -> keyed.put(PromptKey.of(model, query), query));
    return keyed;
  }
}
