package io.cachewarmer.prompt;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads members of parsed JSON, as {@link CanonicalJson} describes it. A member of another type is absent. */
public final class Json {

  private Json() {}

  /** The member, unless it is absent or JSON's null. */
  public static Optional<Object> member(Map<String, Object> object, String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> value != CanonicalJson.NULL);
  }

  public static Optional<String> text(Map<String, Object> object, String name) {
    return member(object, name).filter(String.class::isInstance).map(String.class::cast);
  }

  public static Optional<Number> number(Map<String, Object> object, String name) {
    return member(object, name).filter(Number.class::isInstance).map(Number.class::cast);
  }

  public static boolean isTrue(Map<String, Object> object, String name) {
    return Boolean.TRUE.equals(object.get(name));
  }

  public static Optional<Map<String, Object>> object(Map<String, Object> object, String name) {
    return member(object, name).flatMap(Json::object);
  }

  public static List<Object> list(Map<String, Object> object, String name) {
    return member(object, name).flatMap(Json::list).orElse(List.of());
  }

  /** The list's objects; what is none is left out. */
  public static List<Map<String, Object>> objects(Map<String, Object> object, String name) {
    return list(object, name).stream().flatMap(each -> object(each).stream()).toList();
  }

  /** JSON has no members' names but strings, which a parser vouches for. */
  @SuppressWarnings("unchecked")
  public static Optional<Map<String, Object>> object(Object value) {
    return value instanceof Map<?, ?> ? Optional.of((Map<String, Object>) value) : Optional.empty();
  }

  @SuppressWarnings("unchecked")
  public static Optional<List<Object>> list(Object value) {
    return value instanceof List<?> ? Optional.of((List<Object>) value) : Optional.empty();
  }
}
