package io.cachewarmer.http;

import io.cachewarmer.bus.DoorMessage.Answers;
import io.cachewarmer.bus.DoorMessage.DropAnswers;
import io.cachewarmer.bus.DoorMessage.ListAnswers;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.guard.Guard;
import io.cachewarmer.http.guard.Scope;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers of models that are kept: looked at, and thrown out. What was asked is shown to operators only. */
final class LlmEntries {

  private static final String PREFIX = "llm:";
  private static final int PAGE = 100;
  private static final int MOST = 1_000;

  private final EventBus bus;
  private final Guard guard;

  LlmEntries(EventBus bus, Guard guard) {
    this.bus = bus;
    this.guard = guard;
  }

  Future<Answer> list(Call call) {
    boolean prompts = guard.admit(call.request(), Scope.READ).may(Scope.CONTROL);
    int offset = number(call, "offset", 0, Integer.MAX_VALUE);
    int limit = number(call, "limit", PAGE, MOST);
    var asked = new ListAnswers(call.query().get("model").orElse(""), offset, limit);
    return Topics.LIST_ANSWERS.request(bus, asked).map(answers -> {
      var page = new LinkedHashMap<String, Object>();
      page.put("total", answers.total());
      page.put("offset", offset);
      page.put("entries", shown(answers, prompts));
      return Answer.json(200, page);
    });
  }

  Future<Answer> dropOne(Call call) {
    String key = call.key().startsWith(PREFIX) ? call.key() : PREFIX + call.key();
    return Topics.DROP_ANSWERS
        .request(bus, new DropAnswers(key, "", Long.MAX_VALUE))
        .map(dropped -> {
          if (dropped.entries() == 0) {
            throw HttpProblem.of(404, "no such answer is kept");
          }
          return dropped(dropped.entries());
        });
  }

  Future<Answer> dropMany(Call call) {
    String model = call.query().get("model").orElse("");
    var age = call.query().get("olderThan");
    if (model.isEmpty() && age.isEmpty()) {
      throw HttpProblem.invalid("say which: ?model= or ?olderThan= or both");
    }
    long before = age.map(LlmEntries::moment).orElse(Long.MAX_VALUE);
    return Topics.DROP_ANSWERS
        .request(bus, new DropAnswers("", model, before))
        .map(dropped -> dropped(dropped.entries()));
  }

  private static Answer dropped(int number) {
    return Answer.json(200, Map.of("success", true, "deleted", number));
  }

  private static List<Map<String, Object>> shown(Answers answers, boolean prompts) {
    return answers.entries().stream()
        .map(entry -> {
          var shown = new LinkedHashMap<String, Object>();
          shown.put("key", entry.key());
          shown.put("model", entry.model());
          shown.put("route", entry.route());
          if (prompts) {
            shown.put("prompt", entry.prompt());
          }
          shown.put("createdAt", entry.createdAtMillis());
          shown.put("tokens", entry.tokens());
          shown.put("bytes", entry.bytes());
          shown.put("hits", entry.hits());
          return (Map<String, Object>) shown;
        })
        .toList();
  }

  /** UTC milliseconds, or an instant as RFC 3339 writes it. */
  private static long moment(String text) {
    try {
      return text.chars().allMatch(Character::isDigit) && !text.isEmpty()
          ? Long.parseLong(text)
          : Instant.parse(text).toEpochMilli();
    } catch (NumberFormatException | DateTimeParseException wrong) {
      throw HttpProblem.invalid("olderThan must be milliseconds since 1970 or an instant");
    }
  }

  private static int number(Call call, String name, int otherwise, int most) {
    var text = call.query().get(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException wrong) {
      // Told below, together with what is out of range.
    }
    throw HttpProblem.invalid(name + " must be a number from 0 to " + most);
  }
}
