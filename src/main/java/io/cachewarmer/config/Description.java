package io.cachewarmer.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration as names and texts, without secrets, for a log line. */
final class Description {

  private final Map<String, String> texts = new LinkedHashMap<>();

  private Description() {}

  /** In the order of declaration, each setting as {@code section.name}. */
  static Map<String, String> of(Config config) {
    var description = new Description();
    description.add("", config);
    return description.texts;
  }

  private void add(String path, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(held -> add(path, held), () -> texts.put(path, "unset"));
    } else if (value instanceof Config.Schedule schedule) {
      texts.put(
          path,
          "%s %s items=%d"
              .formatted(schedule.cron(), schedule.strategy(), schedule.items().size()));
    } else if (value instanceof Config.Member member) {
      texts.put(path, member.toString());
    } else if (value instanceof Record section) {
      for (var component : section.getClass().getRecordComponents()) {
        add(
            path.isEmpty() ? component.getName() : path + "." + component.getName(),
            valueOf(section, component));
      }
    } else if (value instanceof List<?> several) {
      several.forEach(one -> add(path + "." + nameOf(one), one));
    } else {
      texts.put(path, Secrets.masked(value.toString()));
    }
  }

  private static String nameOf(Object one) {
    return one instanceof Config.Schedule schedule ? schedule.name() : one.toString();
  }

  private static Object valueOf(Record section, RecordComponent component) {
    try {
      return component.getAccessor().invoke(section);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the accessor of a public record cannot fail", e);
    }
  }
}
