package io.cachewarmer.prompt.phrase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the names of articles, dishes and lists out of the places where a command has them. */
final class Names {

  private static final int MOST_WORDS = 4;
  private static final int MOST_ITEMS = 10;
  private static final Pattern WORD = Pattern.compile("\\p{Ll}[\\p{Ll}'-]*|\\d{1,3}%");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}(?:\\.\\d{1,3})?");
  private static final Pattern AND =
      Pattern.compile("\\s*,\\s*and\\s+|\\s*,\\s*|\\s+and\\s+|\\s+&\\s+");
  private static final Set<String> ARTICLES = Set.of("a", "an", "the", "some");
  private static final Set<String> DISH_JOINTS = Set.of("and", "with");

  private Names() {}

  /** One article or several; empty when one of them is not understood, or is named twice. */
  static Optional<List<Item>> items(String text) {
    var items = new ArrayList<Item>();
    var names = new HashSet<String>();
    for (var part : AND.split(text, -1)) {
      var item = item(part.strip());
      if (item.isEmpty() || !names.add(item.get().name())) {
        return Optional.empty();
      }
      items.add(item.get());
    }
    return items.size() > MOST_ITEMS ? Optional.empty() : Optional.of(items);
  }

  /** A dish: parts that are joined stay one name, in their order. */
  static Optional<List<Item>> dish(String text) {
    var words = withoutArticle(split(text));
    boolean sound = words.stream().allMatch(w -> DISH_JOINTS.contains(w) || isName(w))
        && !words.isEmpty()
        && isName(words.get(0))
        && isName(words.get(words.size() - 1))
        && words.size() <= 2 * MOST_WORDS;
    return sound ? Optional.of(List.of(new Item("", String.join(" ", words)))) : Optional.empty();
  }

  /** The kind of a list, as in {@code shopping} list; "to do" is one of them in any spelling. */
  static Optional<String> list(String kind) {
    if (kind.isEmpty()) {
      return Optional.of("list");
    }
    if (Set.of("to do", "todo", "to-do").contains(kind)) {
      return Optional.of("to do list");
    }
    var words = split(kind);
    boolean sound = words.size() <= MOST_WORDS && words.stream().allMatch(Names::isName);
    return sound ? Optional.of(kind + " list") : Optional.empty();
  }

  private static Optional<Item> item(String text) {
    var words = split(text);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String first = words.get(0);
    String number = Words.NUMBERS.getOrDefault(first, NUMBER.matcher(first).matches() ? first : "");
    int at = number.isEmpty() ? 0 : 1;
    boolean article = ARTICLES.contains(first);
    String unit = article || at == 1 ? unit(words, 1) : "";
    if (first.equals("the") || first.equals("some")) {
      if (!unit.isEmpty()) {
        return Optional.empty();
      }
    } else if (article && !unit.isEmpty()) {
      number = "1";
    }
    at = article ? 1 : at;
    if (!unit.isEmpty()) {
      at++;
      at += at < words.size() && words.get(at).equals("of") ? 1 : 0;
    }
    var name = words.subList(Math.min(at, words.size()), words.size());
    boolean sound =
        !name.isEmpty() && name.size() <= MOST_WORDS && name.stream().allMatch(Names::isName);
    String amount = (number + " " + unit).strip();
    return sound ? Optional.of(new Item(amount, String.join(" ", name))) : Optional.empty();
  }

  /** A unit only where something follows it: "a can" is an article, "a can of beans" is measured. */
  private static String unit(List<String> words, int at) {
    return at + 1 < words.size() ? Words.UNITS.getOrDefault(words.get(at), "") : "";
  }

  private static List<String> withoutArticle(List<String> words) {
    boolean article = !words.isEmpty() && ARTICLES.contains(words.get(0));
    return article ? words.subList(1, words.size()) : words;
  }

  private static boolean isName(String word) {
    return WORD.matcher(word).matches()
        && !Words.NO_NAME.contains(word)
        && !Words.NUMBERS.containsKey(word);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
