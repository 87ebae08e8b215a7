package io.cachewarmer.config;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.cachewarmer.config.Config.Schedule;
import io.cachewarmer.plan.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The list of schedules in the file: cron expressions of five fields, as crontab(5) has them. */
final class Schedules {

  static final List<Schedule> DEFAULT = List.of(
      new Schedule("morning_peak", "0 7 * * *", "full", List.of()),
      new Schedule("lunch_peak", "0 11 * * *", "partial", List.of()),
      new Schedule("evening_peak", "0 17 * * *", "full", List.of()),
      new Schedule("weekend_prep", "0 18 * * 5", "full", List.of()),
      new Schedule("sunday_planning", "0 10 * * 0", "full", List.of()));

  private static final Set<String> KEYS = Set.of("name", "cron", "strategy", "items");
  private static final int MOST_SCHEDULES = 1_000;
  private static final int MOST_ITEMS = 1_000;
  private static final int LONGEST_ITEM = 256;

  private final Problems problems;
  private final Set<String> names = new HashSet<>();
  private final CronParser cron =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private Schedules(Problems problems) {
    this.problems = problems;
  }

  /** The schedules of the file; the defaults when it names none; none when its list is empty. */
  static List<Schedule> read(JsonNode node, Problems problems) {
    if (node.isMissingNode() || node.isNull()) {
      return DEFAULT;
    }
    if (!node.isArray() || node.size() > MOST_SCHEDULES) {
      problems.add("schedules must be a list of at most %d".formatted(MOST_SCHEDULES));
      return DEFAULT;
    }
    var reader = new Schedules(problems);
    var schedules = new ArrayList<Schedule>();
    for (int i = 0; i < node.size(); i++) {
      schedules.add(reader.one(i + 1, node.get(i)));
    }
    return List.copyOf(schedules);
  }

  private Schedule one(int number, JsonNode node) {
    var name = node.path("name").asText("").strip();
    var label = name.isEmpty() ? "schedule " + number : "schedule '" + Secrets.masked(name) + "'";
    node.fieldNames().forEachRemaining(key -> {
      if (!KEYS.contains(key)) {
        problems.add("%s has the unknown key %s; did you mean %s?"
            .formatted(label, Secrets.masked(key), Nearest.to(key, KEYS)));
      }
    });
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      problems.add(label + " must have a name of 1 to 64 letters, digits, '_', '-' or '.'");
    } else if (!names.add(name)) {
      problems.add(label + " is there twice; names must differ");
    }
    var items = items(label, node.path("items"));
    return new Schedule(
        name,
        expression(label, node.path("cron").asText("").strip()),
        strategy(label, node.path("strategy"), !items.isEmpty()),
        items);
  }

  private String expression(String label, String text) {
    try {
      cron.parse(text).validate();
    } catch (IllegalArgumentException e) {
      problems.add("%s has the cron expression '%s', which cannot be read: %s"
          .formatted(label, Secrets.masked(text), Secrets.masked(String.valueOf(e.getMessage()))));
    }
    return text;
  }

  private String strategy(String label, JsonNode node, boolean itemsGiven) {
    var text = node.asText("").strip();
    if (text.isEmpty() && itemsGiven) {
      return Strategy.FULL.label();
    }
    if (Strategy.named(text).isEmpty()) {
      problems.add("%s must have a strategy out of %s, but has '%s'"
          .formatted(
              label,
              Arrays.stream(Strategy.values())
                  .map(Strategy::label)
                  .collect(Collectors.joining(" ")),
              Secrets.masked(text)));
    }
    return text;
  }

  private List<String> items(String label, JsonNode node) {
    var items = new ArrayList<String>();
    node.forEach(item -> items.add(item.isValueNode() ? item.asText("") : ""));
    var listed = node.isMissingNode() || node.isNull() || node.isArray();
    if (!listed || items.size() > MOST_ITEMS || !items.stream().allMatch(Schedules::isItemId)) {
      problems.add(
          "%s must have items as a list of at most %d ids, each of 1 to %d bytes without control characters"
              .formatted(label, MOST_ITEMS, LONGEST_ITEM));
      return List.of();
    }
    return items;
  }

  private static boolean isItemId(String id) {
    int bytes = id.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= LONGEST_ITEM && id.chars().noneMatch(Character::isISOControl);
  }
}
