package io.cachewarmer.prompt;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One spelling for each JSON value: JSON Canonicalization Scheme, RFC 8785. Members sorted by UTF-16
 * code units, no white space, shortest escapes, numbers as ECMAScript prints them.
 *
 * <p>Values are {@code Map} (with string keys), {@code List}, {@code String}, {@code Number}, {@code
 * Boolean} and {@link #NULL}. Lone surrogates, which the RFC refuses, are written as their escapes, so
 * that no two of them look the same.
 */
public final class CanonicalJson {

  /** JSON's null, in a house without nulls. */
  public static final Object NULL = new Object();

  private CanonicalJson() {}

  /** @throws IllegalArgumentException when a value is of another type, or a number is not finite */
  public static String of(Object value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /** The text in UTF-8. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof String text) {
      string(text, out);
    } else if (value instanceof Number number) {
      out.append(EcmaNumber.of(number.doubleValue()));
    } else if (value instanceof Boolean bool) {
      out.append(bool.booleanValue());
    } else if (value instanceof Map<?, ?> map) {
      object(map, out);
    } else if (value instanceof List<?> list) {
      array(list, out);
    } else if (value == NULL) {
      out.append("null");
    } else {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
    }
  }

  private static void object(Map<?, ?> map, StringBuilder out) {
    var sorted = new TreeMap<String, Object>();
    map.forEach((name, member) -> sorted.put((String) name, member));
    out.append('{');
    String comma = "";
    for (var member : sorted.entrySet()) {
      out.append(comma);
      comma = ",";
      string(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
    }
    out.append('}');
  }

  private static void array(List<?> list, StringBuilder out) {
    out.append('[');
    for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
      write(each.next(), out);
      if (each.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        character(c, out);
      }
    }
    out.append('"');
  }

  private static void character(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < 0x20 || Character.isSurrogate(c)) {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
