package io.cachewarmer.replay.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for names, from 0, in the order of first appearance. */
final class Names {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  int numberOf(String name) {
    Integer known = numbers.get(name);
    return known == null ? add(name) : known;
  }

  private int add(String name) {
    int number = names.size();
    numbers.put(name, number);
    names.add(name);
    return number;
  }

  List<String> all() {
    return List.copyOf(names);
  }
}
