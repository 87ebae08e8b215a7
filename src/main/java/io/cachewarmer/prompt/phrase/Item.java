package io.cachewarmer.prompt.phrase;

/**
 * An article as it was named, word for word, and how much of it.
 *
 * @param amount a number, a unit or both, such as {@code 2 kg}; empty when none was said
 */
public record Item(String amount, String name) implements Comparable<Item> {

  @Override
  public int compareTo(Item other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : amount.compareTo(other.amount);
  }

  String phrase() {
    String of = amount.contains(" ") ? " of " : " ";
    return amount.isEmpty() ? name : amount + of + name;
  }
}
