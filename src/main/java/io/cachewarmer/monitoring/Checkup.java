package io.cachewarmer.monitoring;

import io.cachewarmer.bus.Message.Health.Check;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.origin.OriginFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks all dependencies together, each with some patience, and keeps what they said for a moment:
 * a storm on health is no storm on them. Belongs to one event loop.
 */
final class Checkup {

  private final Vertx vertx;
  private final Pace pace;
  private final HealthChecks checks;
  private final List<Dependency> watched;
  private Optional<Future<List<Check>>> latest = Optional.empty();

  Checkup(Vertx vertx, Pace pace, Map<Dependency, Supplier<Future<Void>>> questions) {
    this.vertx = vertx;
    this.pace = pace;
    this.checks = HealthChecks.create(vertx);
    this.watched = questions.keySet().stream().sorted().toList();
    for (var dependency : watched) {
      var probe = new Probe(questions.getOrDefault(dependency, Future::succeededFuture));
      checks.register(dependency.label(), pace.patience().toMillis(), answer -> probe
          .ask()
          .onComplete(up -> answer.tryComplete(Status.OK()), answer::tryFail));
    }
  }

  /** The answers, in the order of {@link Dependency}. Never fails: whoever does not answer is down. */
  Future<List<Check>> run() {
    return latest.orElseGet(this::start);
  }

  private Future<List<Check>> start() {
    var running = Future.join(watched.stream().map(this::one).toList())
        .map(all ->
            all.<Optional<Check>>list().stream().flatMap(Optional::stream).toList());
    latest = Optional.of(running);
    running.onComplete(
        done -> vertx.setTimer(pace.fresh().toMillis(), id -> latest = Optional.empty()));
    return running;
  }

  private Future<Optional<Check>> one(Dependency dependency) {
    var name = dependency.label();
    return checks
        .checkStatus(name)
        .map(result -> CheckResult.isUp(result)
            ? Optional.of(new Check(name, true, "answers"))
            : down(name, Optional.ofNullable(result.getFailure())))
        .otherwise(failure -> down(name, Optional.of(failure)));
  }

  private static Optional<Check> down(String name, Optional<Throwable> failure) {
    return failure.filter(NotAskedFor.class::isInstance).isPresent()
        ? Optional.empty()
        : Optional.of(new Check(name, false, reason(failure)));
  }

  // Health is public: only sentences that were written for a client may be shown.
  private static String reason(Optional<Throwable> failure) {
    return failure
        .filter(f ->
            f instanceof Refusal || f instanceof StoreUnavailable || f instanceof OriginFailure)
        .map(Throwable::getMessage)
        .orElse("does not answer");
  }
}
