package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.CanonicalJson;
import io.cachewarmer.prompt.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object that arrives in pieces. Texts that models speak grow, lists grow, objects grow member by
 * member, objects that carry an {@code index} grow where that is; of all else the last counts, and a null
 * takes nothing away.
 */
final class Accumulator {

  /** What a model says bit by bit; {@code arguments} are those of a tool call in OpenAI's dialect. */
  private static final Set<String> TEXTS = Set.of(
      "response",
      "thinking",
      "content",
      "text",
      "reasoning",
      "reasoning_content",
      "refusal",
      "arguments");

  private static final String INDEX = "index";

  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Takes the next piece; gives how many bytes more are held, about as many as JSON would need. */
  long add(Map<String, Object> piece) {
    long grown = 0;
    for (var member : piece.entrySet()) {
      grown += add(member.getKey(), member.getValue());
    }
    return grown;
  }

  Map<String, Object> value() {
    var value = new LinkedHashMap<String, Object>();
    members.forEach((name, held) -> value.put(name, whole(held)));
    return value;
  }

  private static Object whole(Object held) {
    if (held instanceof Growing growing) {
      return growing.value();
    }
    if (held instanceof Accumulator object) {
      return object.value();
    }
    return held instanceof StringBuilder text ? text.toString() : held;
  }

  private long add(String name, Object value) {
    Object held = members.getOrDefault(name, CanonicalJson.NULL);
    if (value == CanonicalJson.NULL) {
      return members.putIfAbsent(name, value) == null ? Weight.of(name) : 0;
    }
    if (value instanceof String text && TEXTS.contains(name)) {
      if (held instanceof StringBuilder grown) {
        grown.append(text);
        return Weight.ofText(text);
      }
      var first = new StringBuilder();
      first.append(text);
      members.put(name, first);
      return Weight.of(name) + Weight.ofText(text);
    }
    if (value instanceof Map<?, ?>) {
      var object = held instanceof Accumulator grown ? grown : new Accumulator();
      long before = members.put(name, object) == null ? Weight.of(name) : 0;
      return before + Json.object(value).map(object::add).orElse(0L);
    }
    if (value instanceof List<?>) {
      var list = held instanceof Growing grown ? grown : new Growing();
      long before = members.put(name, list) == null ? Weight.of(name) : 0;
      return before + Json.list(value).map(list::add).orElse(0L);
    }
    long before = members.put(name, value) == null ? Weight.of(name) : 0;
    return before + Math.max(0, Weight.of(value) - Weight.of(held));
  }

  /** A list that arrives in pieces; its indexed objects stand in the order of their first appearance. */
  private static final class Growing {

    private final List<Object> elements = new ArrayList<>();
    private final Map<Long, Accumulator> indexed = new LinkedHashMap<>();

    long add(List<Object> piece) {
      long grown = 0;
      for (var element : piece) {
        var object = Json.object(element).orElse(Map.of());
        var index = Json.number(object, INDEX).map(Number::longValue);
        if (index.isPresent()) {
          grown += at(index.get()).add(object);
        } else {
          elements.add(element);
          grown += Weight.of(element);
        }
      }
      return grown;
    }

    private Accumulator at(long index) {
      return indexed.computeIfAbsent(index, first -> {
        var object = new Accumulator();
        elements.add(object);
        return object;
      });
    }

    List<Object> value() {
      return elements.stream().map(Accumulator::whole).toList();
    }
  }
}
