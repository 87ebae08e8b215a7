package io.cachewarmer.proxy;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.origin.ModelServer;
import io.cachewarmer.prompt.PromptKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The digests of the models, no older than half a minute when used: a model that was pulled again has
 * another digest, and its old answers are no answers of the new one. While the server is away the last
 * known ones count.
 */
final class Digests {

  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration OLD = Duration.ofSeconds(28);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final long PATIENCE_MILLIS = 1_000;

  private final Vertx vertx;
  private final Clock clock;
  private final ModelServer server;
  private Map<String, String> known = Map.of();
  private Optional<Long> learnedTicks = Optional.empty();
  private Optional<Long> triedTicks = Optional.empty();
  private Optional<Future<Void>> underway = Optional.empty();

  Digests(Vertx vertx, Clock clock, ModelServer server) {
    this.vertx = vertx;
    this.clock = clock;
    this.server = server;
  }

  /** The digest of that model; empty when it is not known. Never fails. */
  Future<String> of(String model) {
    String name = PromptKey.tagged(model);
    if (isYounger(learnedTicks, OLD)) {
      if (!isYounger(learnedTicks, FRESH)) {
        refresh();
      }
      return Future.succeededFuture(known.getOrDefault(name, ""));
    }
    return refresh()
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .map(learned -> known.getOrDefault(name, ""));
  }

  /** A client has changed models: what is known may be wrong already. */
  void outdate() {
    learnedTicks = Optional.empty();
    triedTicks = Optional.empty();
    vertx.runOnContext(soon -> refresh());
  }

  private Future<Void> refresh() {
    if (underway.isPresent()) {
      return underway.get();
    }
    if (isYounger(triedTicks, RETRY)) {
      return Future.succeededFuture();
    }
    triedTicks = Optional.of(clock.ticks());
    Future<Void> asking = server
        .digests()
        .onSuccess(digests -> {
          known = digests;
          learnedTicks = Optional.of(clock.ticks());
        })
        .onComplete(answered -> underway = Optional.empty())
        .mapEmpty();
    if (!asking.isComplete()) {
      underway = Optional.of(asking);
    }
    return asking;
  }

  private boolean isYounger(Optional<Long> sinceTicks, Duration age) {
    return sinceTicks.filter(since -> clock.ticks() - since < age.toNanos()).isPresent();
  }
}
