package io.cachewarmer.plan.online;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bytes that an object holds, by its fields: 16 a header, 4 a reference, 48 an entry of a map. */
final class Retained {

  private static final int HEADER = 16;
  private static final int REFERENCE = 4;
  private static final int ENTRY = 48;
  private static final String OURS = "io.cachewarmer.";

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Object> left = new ArrayDeque<>();
  private long bytes;

  private Retained() {}

  static long bytes(Object root) throws IllegalAccessException {
    var walk = new Retained();
    walk.meet(root);
    while (!walk.left.isEmpty()) {
      walk.count(walk.left.remove());
    }
    return walk.bytes;
  }

  private void meet(Object object) {
    if (object != null && seen.add(object)) {
      left.add(object);
    }
  }

  private void count(Object object) throws IllegalAccessException {
    bytes += HEADER;
    if (object instanceof Map<?, ?> map) {
      bytes += (long) ENTRY * map.size();
      map.forEach((key, value) -> {
        meet(key);
        meet(value);
      });
    } else if (object instanceof Collection<?> all) {
      bytes += 2L * REFERENCE * all.size();
      all.forEach(this::meet);
    } else if (object instanceof Optional<?> optional) {
      optional.ifPresent(this::meet);
    } else if (object instanceof String text) {
      bytes += HEADER + text.length();
    } else if (object.getClass().isArray()) {
      countArray(object);
    } else if (object.getClass().getName().startsWith(OURS)) {
      for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
        countFields(object, type);
      }
    }
  }

  private void countArray(Object array) {
    var type = array.getClass().getComponentType();
    int length = Array.getLength(array);
    bytes += (long) size(type) * length;
    if (!type.isPrimitive()) {
      for (int i = 0; i < length; i++) {
        meet(Array.get(array, i));
      }
    }
  }

  private void countFields(Object object, Class<?> type) throws IllegalAccessException {
    for (var field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        bytes += size(field.getType());
        if (!field.getType().isPrimitive()) {
          field.setAccessible(true);
          meet(field.get(object));
        }
      }
    }
  }

  private static int size(Class<?> type) {
    if (!type.isPrimitive()) {
      return REFERENCE;
    }
    return type == long.class || type == double.class
        ? 8
        : type == int.class || type == float.class
            ? 4
            : type == short.class || type == char.class ? 2 : 1;
  }
}
