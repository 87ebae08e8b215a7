package io.cachewarmer.proxy;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.answer.AnswerRecord;
import io.cachewarmer.prompt.answer.Outcome;
import io.cachewarmer.prompt.answer.Reason;
import io.cachewarmer.proxy.flight.Budget;
import io.cachewarmer.proxy.flight.Flight;
import io.cachewarmer.proxy.upstream.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The answers under way, by key, so that a key is asked for once for all who wait. A flight whose answer
 * was kept stays a moment longer: somebody may have looked into the cache just before it was there.
 */
final class Flights {

  private static final long GRACE_MILLIS = 250;
  private static final long BUDGET_BYTES = 64L << 20;

  private final Vertx vertx;
  private final Clock clock;
  private final ProxyMetrics metrics;
  private final Budget budget = new Budget(BUDGET_BYTES);
  private final Map<String, Flight> flights = new HashMap<>();

  Flights(Vertx vertx, Clock clock, ProxyMetrics metrics) {
    this.vertx = vertx;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** The flight that one may join. */
  Optional<Flight> open(String key) {
    return Optional.ofNullable(flights.get(key)).filter(Flight::isOpen);
  }

  /**
   * A new one; others find it unless one is there already.
   *
   * @param keeping what is done with a complete answer
   */
  Flight launch(
      String key,
      PromptRequest request,
      Function<Exchange.Sink, Exchange> sending,
      BiFunction<Flight, AnswerRecord, Future<?>> keeping) {
    var flight = new Flight(request, clock, budget, then -> vertx.runOnContext(turn -> then.run()));
    if (open(key).isEmpty()) {
      flights.put(key, flight);
    }
    flight
        .outcome()
        .onSuccess(outcome -> {
          if (outcome instanceof Outcome.Complete complete) {
            keeping.apply(flight, complete.answer()).onComplete(kept -> closeSoon(key, flight));
          } else if (outcome instanceof Outcome.Skip skip) {
            metrics.skipped(skip.reason());
            close(key, flight);
          }
        })
        .onFailure(failed -> {
          metrics.skipped(Reason.TRUNCATED);
          close(key, flight);
        });
    return flight.start(sending);
  }

  /** Nobody is to join for an answer that was thrown out of the cache. */
  void closeKept() {
    Map.copyOf(flights).forEach((key, flight) -> {
      if (flight.isKept()) {
        close(key, flight);
      }
    });
  }

  private void closeSoon(String key, Flight flight) {
    flight.closeAt(clock.ticks() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS));
    vertx.setTimer(GRACE_MILLIS, later -> close(key, flight));
  }

  private void close(String key, Flight flight) {
    flights.remove(key, flight);
    flight.close();
  }
}
