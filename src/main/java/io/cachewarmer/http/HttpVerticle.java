package io.cachewarmer.http;

import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.http.guard.Guard;
import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.http.record.RecordBatcher;
import io.cachewarmer.http.record.Recording;
import io.cachewarmer.http.wire.BodyBudget;
import io.cachewarmer.http.wire.Connections;
import io.cachewarmer.http.wire.Listening;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds the REST port and serves it on one event loop. Stopping drains: nothing new is accepted, what
 * is in flight is answered, gathered events are handed over.
 */
public final class HttpVerticle extends VerticleBase {

  private static final int SWEEP_MILLIS = 500;
  private static final int GRACE_SECONDS = 5;
  private static final int GLANCE_MILLIS = 20;
  private static final int BACKLOG = 1_024;

  /**
   * What the door needs of the others.
   *
   * @param pages adds routes of other rooms, such as the dashboard's {@code /}
   * @param bound hears the port once it is bound; it differs from the configured one when that is 0
   */
  public record Parts(
      Config config,
      CacheStore cache,
      Clock clock,
      Tokens tokens,
      DoorMetrics metrics,
      ServiceView service,
      Consumer<Router> pages,
      IntConsumer bound) {}

  private final Parts parts;
  private @Nullable HttpServer server;
  private @Nullable RecordBatcher batcher;
  private Supplier<Future<Void>> quiet = Future::succeededFuture;

  public HttpVerticle(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    var http = parts.config.http();
    var metrics = parts.metrics;
    var guard = new Guard(parts.tokens, http.host());
    var connections = new Connections(parts.clock, metrics.connections, metrics.connectionsRefused);
    var budget = new BodyBudget();
    var records = new RecordBatcher(vertx, metrics.waiting);
    var recording = new Recording(
        parts.clock,
        records,
        metrics.record,
        guard,
        budget,
        parts.config.ollama().model());
    var router = new RouterBuilder(guard, connections, budget)
        .build(vertx, routes(records, guard).all());
    parts.pages.accept(router);
    var door = new Door(guard, connections, recording, router, metrics);
    vertx.setPeriodic(SWEEP_MILLIS, timer -> connections.sweep());
    batcher = records;
    quiet = () -> {
      door.drain();
      return quiet(connections);
    };
    var listening = vertx
        .createHttpServer(Listening.on(http.host(), http.port(), BACKLOG))
        .connectionHandler(connections::opened)
        .invalidRequestHandler(door::invalid)
        .requestHandler(door::enter);
    server = listening;
    return listening.listen().onSuccess(bound -> parts.bound.accept(bound.actualPort()));
  }

  private Routes routes(RecordBatcher records, Guard guard) {
    var bus = vertx.eventBus();
    var config = parts.config;
    return new Routes(
        new Warm(bus, config.ollama().model()),
        new Runs(bus),
        new Clear(bus),
        new Plans(bus, parts.clock, config.warming().timezone()),
        new Explain(bus),
        new Health(bus, parts.service, parts.clock, config.warming()),
        new Stats(bus, parts.service),
        new Trials(bus, config.warming().holdOut(), config.warming().adaptShares()),
        new CacheReads(parts.cache),
        new Items(bus, parts.cache, parts.clock, records, parts.metrics.record),
        new Metrics(vertx, parts.service),
        new Docs(vertx),
        new LlmEntries(bus, guard));
  }

  @Override
  public Future<?> stop() {
    if (server == null || batcher == null) {
      return Future.succeededFuture();
    }
    var records = batcher;
    // Until then the port stays open: a load balancer is to hear that this node is leaving.
    return quiet
        .get()
        .timeout(GRACE_SECONDS, TimeUnit.SECONDS)
        .otherwiseEmpty()
        .eventually(server::close)
        .eventually(() -> records.flushed().timeout(GRACE_SECONDS, TimeUnit.SECONDS));
  }

  /** Completes when every request that has come is answered. */
  private Future<Void> quiet(Connections connections) {
    return connections.isBusy()
        ? vertx.timer(GLANCE_MILLIS).compose(later -> quiet(connections))
        : Future.succeededFuture();
  }
}
