package io.cachewarmer.http;

import io.cachewarmer.bus.DoorMessage.DropAnswers;
import io.cachewarmer.bus.Message.DropCache;
import io.cachewarmer.bus.Message.Dropped;
import io.cachewarmer.bus.Message.ForgetPatterns;
import io.cachewarmer.bus.Message.Forgotten;
import io.cachewarmer.bus.NodeMessage.Forgot;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.json.JsonBody.Kind;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.Map;

/** Forgets: the warmed entries, what was learned, or both. */
final class Clear {

  static final Map<String, Kind> MEMBERS = Map.of("scope", Kind.TEXT);

  record Cleared(int entries, long patterns, long journal) {}

  record Done(boolean success, Cleared cleared) {}

  private final EventBus bus;

  Clear(EventBus bus) {
    this.bus = bus;
  }

  Future<Answer> clear(Call call) {
    return switch (call.body().text("scope").orElse("all")) {
      case "cache" -> dropped().map(entries -> answer(entries, new Forgotten(0, 0)));
      case "patterns" -> forgotten().map(forgotten -> answer(new Dropped(0), forgotten));
      // Patterns first: a cycle that begins in between would warm again what was just dropped.
      case "all" ->
        forgotten().compose(learned -> dropped().map(entries -> answer(entries, learned)));
      default -> throw HttpProblem.invalid("scope must be cache, patterns or all");
    };
  }

  private Future<Dropped> dropped() {
    // The door keeps old answers of its own, for when its model server fails.
    return Topics.DROP_CACHE.request(bus, new DropCache()).compose(dropped -> Topics.DROP_ANSWERS
        .request(bus, new DropAnswers("", "", Long.MAX_VALUE))
        .map(dropped));
  }

  private Future<Forgotten> forgotten() {
    return Topics.FORGET
        .request(bus, new ForgetPatterns())
        .onSuccess(here -> Topics.FORGOT.publish(bus, new Forgot()));
  }

  private static Answer answer(Dropped dropped, Forgotten forgotten) {
    var cleared = new Cleared(dropped.entries(), forgotten.patterns(), forgotten.journal());
    return Answer.json(200, new Done(true, cleared));
  }
}
