package io.cachewarmer.http;

import io.cachewarmer.bus.Message.MakePlan;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.plan.Plan;
import io.cachewarmer.plan.Plan.BudgetView;
import io.cachewarmer.plan.Plan.MemoryView;
import io.cachewarmer.plan.Plan.Planned;
import io.cachewarmer.plan.Reason;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Shows what would be warmed, now or at another moment, and why. */
final class Plans {

  record Why(String strategy, double share, String detail) {}

  record Candidate(
      String key,
      List<Why> reasons,
      double probability,
      double savedMillis,
      long bytes,
      double worth,
      String verdict) {}

  record Shown(
      String strategy,
      String at,
      BudgetView budget,
      MemoryView memory,
      List<Candidate> candidates,
      List<String> evictions) {}

  private final EventBus bus;
  private final Clock clock;
  private final ZoneId zone;

  Plans(EventBus bus, Clock clock, ZoneId zone) {
    this.bus = bus;
    this.clock = clock;
    this.zone = zone;
  }

  Future<Answer> show(Call call) {
    var strategy = Warm.strategy(call.query().get("strategy").orElse("auto"));
    long at = call.query().get("at").map(this::millis).orElseGet(clock::millis);
    return Topics.MAKE_PLAN
        .request(bus, new MakePlan(strategy, at))
        .map(planned -> Answer.json(200, shown(planned.plan())));
  }

  private long millis(String text) {
    // A plus that was not encoded has become a space.
    String time = text.replace(' ', '+');
    try {
      return time.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)")
          ? OffsetDateTime.parse(time).toInstant().toEpochMilli()
          : LocalDateTime.parse(time).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw HttpProblem.invalid("at must be a date and time, as in 2026-11-23T07:00");
    }
  }

  private Shown shown(Plan plan) {
    return new Shown(
        plan.strategy().label(),
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            Instant.ofEpochMilli(plan.atMillis()).atZone(zone)),
        plan.budget(),
        plan.memory(),
        plan.candidates().stream().map(Plans::candidate).toList(),
        plan.evictions());
  }

  private static Candidate candidate(Planned planned) {
    var candidate = planned.candidate();
    return new Candidate(
        candidate.key(),
        reasons(candidate.reasons()),
        candidate.probability(),
        candidate.savedMillis(),
        candidate.bytes(),
        candidate.worth(),
        planned.verdict().label());
  }

  static List<Why> reasons(List<Reason> reasons) {
    return reasons.stream()
        .map(r -> new Why(r.strategy().label(), r.share(), r.detail()))
        .toList();
  }
}
