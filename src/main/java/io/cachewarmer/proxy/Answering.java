package io.cachewarmer.proxy;

import io.cachewarmer.cache.AnswerAddresses;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.Route;
import io.cachewarmer.prompt.answer.AnswerRecord;
import io.cachewarmer.proxy.ProxyMetrics.Outcome;
import io.cachewarmer.proxy.flight.Flight;
import io.cachewarmer.proxy.json.JsonMaps;
import io.cachewarmer.proxy.upstream.Upstream;
import io.cachewarmer.proxy.upstream.Upstream.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;

/** Answers what generates: from the cache, from a flight under way, or from a new one. */
final class Answering {

  /** What answers are made with; of one event loop. */
  record Tools(
      Vertx vertx,
      Clock clock,
      Upstream upstream,
      Passing passing,
      Digests digests,
      Wordings wordings,
      Shelf shelf,
      Flights flights,
      Kept kept,
      KnownAnswers known,
      OldAnswers old,
      AnswerAddresses addresses,
      Diary diary,
      ProxyMetrics metrics,
      boolean cacheSampled,
      boolean tokens) {}

  // Beyond this, reading and hashing a body would hold the event loop.
  private static final int LARGE = 256 << 10;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Of an origin; an old answer is better than these (RFC 5861, 4). */
  private static final Set<Integer> FAILING = Set.of(500, 502, 503, 504);

  private final Tools tools;

  Answering(Tools tools) {
    this.tools = tools;
  }

  void answer(Visit visit, Route route, Buffer body) {
    if (body.length() <= LARGE) {
      read(visit, body, JsonMaps.read(body).map(json -> new PromptRequest(route, json)));
    } else {
      tools
          .vertx
          .executeBlocking(
              () -> JsonMaps.read(body).map(json -> new PromptRequest(route, json)), false)
          .onSuccess(request -> read(visit, body, request))
          .onFailure(cause -> fail(visit, cause));
    }
  }

  private void read(Visit visit, Buffer body, Optional<PromptRequest> read) {
    if (read.isEmpty()) {
      pass(visit, body, "not-json"); // Ollama says what is wrong with it
      return;
    }
    var request = read.get();
    var directives = Directives.of(visit.request());
    if (request.isLoadCommand()) {
      pass(visit, body, "load");
    } else if (request.isSampled() && !tools.cacheSampled) {
      passNoted(visit, body, request, "sampled");
    } else if (directives.noStore() && !directives.onlyIfCached()) {
      passNoted(visit, body, request, "no-store");
    } else {
      var ask = Passing.ask(visit, tools.tokens, false);
      tools
          .digests
          .of(request.model())
          .compose(
              digest -> understood(new Kept.Request(request, ask, body, visit.tenant()), digest))
          .onSuccess(asked -> look(visit, asked, directives))
          .onFailure(unkeyable -> pass(visit, body, "not-keyable"));
    }
  }

  private Future<Asked> understood(Kept.Request sent, String digest) {
    return sent.body().length() <= LARGE
        ? Future.succeededFuture(sent).map(small -> Asked.of(small, digest, tools.wordings))
        : tools.vertx.executeBlocking(() -> Asked.of(sent, digest, tools.wordings), false);
  }

  private void look(Visit visit, Asked asked, Directives directives) {
    if (!asked.question().isEmpty()) {
      tools.addresses.set(asked.question(), asked.key());
      tools.kept.keep(asked.question(), asked.toKeep());
    }
    if (directives.noCache() && !directives.onlyIfCached()) {
      launch(visit, asked, directives);
      return;
    }
    tools.shelf.find(asked.key()).onSuccess(found -> {
      var young = found.filter(hit -> directives.welcomes(hit.value().age()));
      if (visit.isGone()) {
        return;
      }
      if (young.isPresent()) {
        hit(visit, asked, young.get());
      } else if (directives.onlyIfCached()) {
        CacheFields.miss(visit.response(), false);
        Dialect.error(visit.path(), 504, "the answer is not in the cache").send(visit.response());
        tools.metrics.count(Outcome.ERROR);
      } else if (found.isPresent()) {
        launch(visit, asked, directives);
      } else {
        tools
            .flights
            .open(asked.key())
            .ifPresentOrElse(
                flight -> follow(visit, asked, flight, directives, false),
                () -> launch(visit, asked, directives));
      }
    });
  }

  private void hit(Visit visit, Asked asked, Shelf.Found found) {
    CacheFields.hit(visit.response(), found.value());
    tools.metrics.count(Outcome.HIT);
    tools.metrics.saved(found.record());
    Pour.out(visit.response(), found.record(), asked.request());
    tools.known.hit(asked.key(), found.record(), asked.words(), found.value().bytes());
    long loadedAt = tools.clock.millis() - found.value().age().toMillis();
    tools.old.keep(asked.key(), found.value().value(), found.record().model(), loadedAt);
    note(visit, asked, true);
  }

  private void launch(Visit visit, Asked asked, Directives directives) {
    var flight = tools.flights.launch(
        asked.key(),
        asked.request(),
        sink -> tools.upstream.send(asked.ask(), asked.body(), Lane.LIVE, sink),
        (done, record) -> keep(asked, done, record));
    follow(visit, asked, flight, directives, true);
  }

  private Future<Long> keep(Asked asked, Flight flight, AnswerRecord record) {
    var written = Shelf.write(record);
    tools.old.keep(asked.key(), written, record.model(), flight.askedAtMillis());
    return tools
        .shelf
        .keep(asked.key(), written, flight.askedAtMillis(), flight.millisSoFar())
        .onSuccess(bytes -> {
          if (bytes > 0) {
            tools.known.remember(asked.key(), record, asked.words(), bytes);
          }
        });
  }

  private void follow(
      Visit visit, Asked asked, Flight flight, Directives directives, boolean leads) {
    var seat = flight.join();
    visit.onLeave(seat::leave);
    flight
        .head()
        .onFailure(cause -> {
          seat.leave();
          if (!visit.isGone() && !old(visit, asked, directives, "")) {
            fail(visit, cause);
          }
        })
        .onSuccess(head -> {
          if (FAILING.contains(head.status())
              && old(visit, asked, directives, "; fwd-status=" + head.status())) {
            seat.leave();
            return;
          }
          boolean sameForm = flight.request().wantsStream() == asked.request().wantsStream();
          if (sameForm || !head.isGood()) {
            deliver(visit, asked, seat, head, leads);
          } else {
            inOtherForm(visit, asked, flight, directives, seat);
          }
        });
  }

  private void deliver(
      Visit visit, Asked asked, Flight.Seat seat, Flight.Head head, boolean leads) {
    var response = visit.response();
    boolean counted = !asked.request().route().isOpenAi() || asked.request().wantsUsage();
    var delivery = new Delivery(visit, seat, counted, () -> note(visit, asked, false));
    if (!head.isGood()) {
      CacheFields.failed(response, head.status());
      tools.metrics.count(Outcome.ERROR);
    } else if (leads) {
      CacheFields.miss(response, true);
      tools.metrics.count(Outcome.MISS);
    } else {
      CacheFields.collapsed(response);
      tools.metrics.count(Outcome.COLLAPSED);
    }
    delivery.start(head, counted || !asked.request().wantsStream());
  }

  /** Somebody waits for the same answer in another form: it is known when all of it is here. */
  private void inOtherForm(
      Visit visit, Asked asked, Flight flight, Directives directives, Flight.Seat seat) {
    flight.outcome().onComplete(result -> {
      seat.leave();
      if (visit.isGone()) {
        return;
      }
      if (result.succeeded()
          && result.result() instanceof io.cachewarmer.prompt.answer.Outcome.Complete complete) {
        CacheFields.collapsed(visit.response());
        Pour.out(visit.response(), complete.answer(), asked.request());
        tools.metrics.count(Outcome.COLLAPSED);
        note(visit, asked, false);
      } else if (result.succeeded()) {
        launch(visit, asked, directives);
      } else if (!old(visit, asked, directives, "")) {
        fail(visit, result.cause());
      }
    });
  }

  /** Answers with what was true a while ago, where there is such a thing and the client may have it. */
  private boolean old(Visit visit, Asked asked, Directives directives, String status) {
    if (directives.noCache() || visit.response().headWritten()) {
      return false;
    }
    var found = tools
        .old
        .find(asked.key(), tools.clock.millis())
        .filter(old -> directives.welcomes(old.age()));
    found.ifPresent(old -> {
      CacheFields.stale(visit.response(), old.age(), tools.shelf.ttl(), status);
      tools.metrics.count(Outcome.STALE);
      Pour.out(visit.response(), old.record(), asked.request());
      note(visit, asked, true);
    });
    return found.isPresent();
  }

  private void fail(Visit visit, Throwable cause) {
    tools.metrics.count(Outcome.ERROR);
    if (!visit.response().headWritten()) {
      CacheFields.miss(visit.response(), false);
    }
    Dialect.send(visit, cause);
  }

  private void pass(Visit visit, Buffer body, String detail) {
    tools.metrics.count(Outcome.BYPASS);
    tools.passing.whole(visit, body, detail);
  }

  private void passNoted(Visit visit, Buffer body, PromptRequest request, String detail) {
    pass(visit, body, detail);
    visit.onEnd(() -> tools.diary.note(request.model(), request.text(), millis(visit), false));
  }

  private void note(Visit visit, Asked asked, boolean cached) {
    tools.diary.note(asked.request().model(), asked.words(), millis(visit), cached);
  }

  private double millis(Visit visit) {
    return (tools.clock.ticks() - visit.begunTicks()) / NANOS_PER_MILLI;
  }
}
