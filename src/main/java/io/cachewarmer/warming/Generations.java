package io.cachewarmer.warming;

import io.cachewarmer.bus.DoorMessage.Generate;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.AnswerAddresses;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.cachewarmer.warming.upstream.Fetched;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;

/**
 * Answers to questions for the cache, from the model behind the Ollama door. While it cannot be asked, the
 * last answer that a client told is taken, unless the cache has had one of the model's own: that one stays
 * for as long as it may.
 */
final class Generations {

  private static final double NANOS_PER_MILLI = 1e6;

  private final EventBus bus;
  private final Clock clock;
  private final AnswerAddresses addresses;

  Generations(EventBus bus, Clock clock, AnswerAddresses addresses) {
    this.bus = bus;
    this.clock = clock;
    this.addresses = addresses;
  }

  /** Fails with {@link OriginFailure}. A run that somebody asked for or planned may load a model. */
  Future<Fetched> generate(String key, Questions questions, Trigger trigger) {
    var question = questions.find(key);
    if (question.isEmpty()) {
      return Future.failedFuture(Questions.unknown());
    }
    boolean mayLoad = trigger == Trigger.SCHEDULE || trigger == Trigger.MANUAL;
    var wanted = new Generate(key, question.get().model(), question.get().text(), mayLoad);
    return Topics.GENERATE
        .request(bus, wanted)
        .map(made -> new Fetched(
            made.record(), made.askedAtMillis(), ticksAt(made.askedAtMillis()), made.millis()))
        .recover(cause -> instead(key, questions, cause));
  }

  private Future<Fetched> instead(String key, Questions questions, Throwable cause) {
    var told = questions.lastAnswer(key);
    if (told.isPresent() && !addresses.knows(key)) {
      return Future.succeededFuture(new Fetched(told.get(), clock.millis(), clock.ticks(), 0));
    }
    return Future.failedFuture(failure(cause, told.isPresent()));
  }

  /** Without a model and without an answer nothing is known; with an old one the model is the trouble. */
  private static OriginFailure failure(Throwable cause, boolean told) {
    if (cause instanceof Refusal refusal) {
      boolean late = refusal.reason() == Refusal.Reason.GATEWAY_TIMEOUT;
      String why = refusal.getMessage();
      return new OriginFailure(
          late ? Kind.TIMEOUT : Kind.UNAVAILABLE,
          told ? why : "no answer is known yet for this question: " + why);
    }
    return told
        ? new OriginFailure(Kind.UNAVAILABLE, "no model could be asked", cause)
        : Questions.unknown();
  }

  private long ticksAt(long millis) {
    return clock.ticks() - (long) (Math.max(0, clock.millis() - millis) * NANOS_PER_MILLI);
  }
}
