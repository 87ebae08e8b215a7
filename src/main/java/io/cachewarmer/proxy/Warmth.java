package io.cachewarmer.proxy;

import io.cachewarmer.bus.DoorMessage.Generate;
import io.cachewarmer.bus.DoorMessage.Generated;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.origin.ModelServer;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.ownership.Permits;
import io.cachewarmer.prompt.PromptKey;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.Route;
import io.cachewarmer.prompt.answer.Outcome;
import io.cachewarmer.prompt.answer.Reason;
import io.cachewarmer.proxy.flight.Flight;
import io.cachewarmer.proxy.json.JsonMaps;
import io.cachewarmer.proxy.upstream.Permit;
import io.cachewarmer.proxy.upstream.Upstream.Ask;
import io.cachewarmer.proxy.upstream.Upstream.Lane;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Generates answers before they are asked for, as the users would ask: their own request where one is
 * known. Waits for its turn first and looks then who else is at it, so that nobody who waits is behind it.
 */
final class Warmth {

  private final Answering.Tools tools;
  private final ModelServer server;
  private final Permits permits;

  Warmth(Answering.Tools tools, ModelServer server, Permits permits) {
    this.permits = permits;
    this.tools = tools;
    this.server = server;
  }

  /** Fails with a {@link Refusal}. */
  Future<Generated> generate(Generate wanted) {
    var request = tools.kept().find(wanted.key()).orElseGet(() -> plain(wanted));
    return permitted(wanted, request.asked().model())
        .compose(may -> tools.digests().of(request.asked().model()))
        .map(digest -> Asked.of(request, digest, tools.wordings()))
        .compose(asked -> known(wanted, asked).compose(found -> found
            .map(Future::succeededFuture)
            .orElseGet(() -> permits.take().compose(back -> tools
                .upstream()
                .place(Lane.WARM)
                .compose(permit -> fly(wanted, asked, permit))
                .onComplete(done -> back.run())))))
        .recover(cause -> Future.failedFuture(refusal(cause)));
  }

  /** After a restart nothing is known of what the cache holds; an answer of today need not be made again. */
  private Future<Optional<Generated>> known(Generate wanted, Asked asked) {
    if (tools.addresses().knows(wanted.key())) {
      return Future.succeededFuture(Optional.empty());
    }
    return tools.shelf().find(asked.key()).map(found -> found
        .filter(hit -> hit.value().left().compareTo(hit.value().age()) > 0)
        .map(hit -> {
          tools.addresses().set(wanted.key(), asked.key());
          long at = tools.clock().millis() - hit.value().age().toMillis();
          return new Generated(Shelf.write(hit.record()), at, hit.record().loadMillis());
        }));
  }

  private Future<Generated> fly(Generate wanted, Asked asked, Permit permit) {
    var underway = tools.flights().open(asked.key());
    if (underway.isPresent()) {
      permit.give();
    }
    var flight = underway.orElseGet(() -> tools
        .flights()
        .launch(
            asked.key(),
            asked.request(),
            sink -> tools.upstream().send(asked.ask(), asked.body(), Lane.WARM, permit, sink),
            // Kept by whoever asked: warming counts the bytes of what it brings.
            (done, record) -> Future.succeededFuture()));
    var seat = flight.join();
    return flight
        .outcome()
        .compose(outcome -> generated(wanted, asked, flight, outcome))
        .onComplete(done -> seat.leave());
  }

  private Future<Generated> generated(
      Generate wanted, Asked asked, Flight flight, Outcome outcome) {
    if (outcome instanceof Outcome.Complete complete) {
      tools.addresses().set(wanted.key(), asked.key());
      var bytes = Shelf.write(complete.answer());
      tools.old().keep(asked.key(), bytes, complete.answer().model(), flight.askedAtMillis());
      tools.known().remember(asked.key(), complete.answer(), asked.words(), bytes.length());
      return Future.succeededFuture(
          new Generated(bytes, flight.askedAtMillis(), flight.millisSoFar()));
    }
    var reason = outcome instanceof Outcome.Skip skip ? skip.reason() : Reason.ERROR;
    return Future.failedFuture(new Refusal(
        Refusal.Reason.BAD_GATEWAY,
        reason == Reason.STATUS
            ? "Ollama answered with an error"
            : "Ollama's answer was not complete"));
  }

  /** Elsewhere than in a run that somebody wanted, no model is swapped in: it would push out one in use. */
  private Future<Void> permitted(Generate wanted, String model) {
    if (wanted.mayLoad()) {
      return Future.succeededFuture();
    }
    return server
        .loaded()
        .compose(loaded -> loaded.isEmpty() || loaded.get().contains(PromptKey.tagged(model))
            ? Future.succeededFuture()
            : Future.failedFuture(new Refusal(
                Refusal.Reason.BAD_GATEWAY,
                "the model is not loaded, and none is swapped in now")));
  }

  private static Kept.Request plain(Generate wanted) {
    var body = new LinkedHashMap<String, Object>();
    body.put("model", wanted.model());
    body.put("prompt", wanted.text());
    var headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", "application/json");
    return new Kept.Request(
        new PromptRequest(Route.GENERATE, body),
        new Ask(HttpMethod.POST, Route.GENERATE.path(), headers),
        JsonMaps.write(body),
        "");
  }

  private static Refusal refusal(Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    boolean late =
        cause instanceof OriginFailure failure && failure.kind() == OriginFailure.Kind.TIMEOUT;
    return new Refusal(
        late ? Refusal.Reason.GATEWAY_TIMEOUT : Refusal.Reason.BAD_GATEWAY,
        cause instanceof OriginFailure told ? told.getMessage() : "Ollama could not be asked");
  }
}
