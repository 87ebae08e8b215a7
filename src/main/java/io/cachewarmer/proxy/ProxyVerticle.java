package io.cachewarmer.proxy;

import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.AnswerAddresses;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.http.guard.Guard;
import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.http.wire.Connections;
import io.cachewarmer.http.wire.Listening;
import io.cachewarmer.origin.ModelServer;
import io.cachewarmer.ownership.Permits;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds the port of the Ollama door and serves it on one event loop, and generates for warming whether the
 * port is open or not.
 */
public final class ProxyVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyVerticle.class);
  private static final int SWEEP_MILLIS = 500;
  private static final int GRACE_SECONDS = 5;
  private static final int GLANCE_MILLIS = 20;
  private static final int LOOK_MILLIS = 10_000;
  private static final int BACKLOG = 2_048;

  /**
   * What the door needs of the others.
   *
   * @param permits to generate for warming, of all nodes together
   * @param used hears that the door was used
   * @param bound hears the port once it is bound; not when the door is off
   */
  public record Parts(
      Config config,
      CacheStore cache,
      AnswerAddresses addresses,
      ModelServer server,
      Clock clock,
      Tokens tokens,
      Permits permits,
      ProxyMetrics metrics,
      RandomGenerator random,
      Runnable used,
      IntConsumer bound) {}

  private final Parts parts;
  private final Connections connections;
  private Optional<HttpServer> server = Optional.empty();
  private Runnable drain = () -> {};

  public ProxyVerticle(Parts parts) {
    this.parts = parts;
    this.connections = new Connections(parts.clock, new AtomicInteger(), new LongAdder());
  }

  @Override
  public Future<?> start() {
    var tools = Assembly.tools(vertx, parts);
    var warmth = new Warmth(tools, parts.server, parts.permits);
    var entries = new Entries(tools);
    var bus = vertx.eventBus();
    Topics.GENERATE.serve(bus, warmth::generate);
    Topics.DESCRIBE_DOOR.serve(bus, asked -> Future.succeededFuture(parts.metrics.status()));
    Topics.LIST_ANSWERS.serve(bus, entries::list);
    Topics.DROP_ANSWERS.serve(bus, entries::drop);
    Topics.EMPTIED.subscribe(bus, entries::heard);
    // Warming plans by whether a model is there, and the first run comes right after this.
    vertx.setPeriodic(LOOK_MILLIS, timer -> parts.server.ping());
    var looked = parts.server.ping().otherwiseEmpty();
    int port = parts.config.ollama().proxyPort();
    return port == 0 ? looked : looked.compose(done -> listen(tools, port));
  }

  private Future<?> listen(Answering.Tools tools, int port) {
    var host = parts.config.http().host();
    var guard = new Guard(parts.tokens, host);
    var reception = new Reception(guard, connections, new Answering(tools), tools, parts.used);
    drain = reception::drain;
    vertx.setPeriodic(SWEEP_MILLIS, timer -> connections.sweep());
    // No idle timeout, which cuts an answer that takes its time; the connections are swept instead.
    var listening = vertx
        .createHttpServer(Listening.on(host, port, BACKLOG))
        .connectionHandler(connections::opened)
        .requestHandler(reception::enter);
    server = Optional.of(listening);
    return listening
        .listen()
        .onSuccess(bound -> parts.bound.accept(bound.actualPort()))
        .<Void>mapEmpty()
        .recover(cause -> without(host, port, cause));
  }

  /** A port that somebody chose must be had. Of the one that nobody chose the rest does not depend. */
  private Future<Void> without(String host, int port, Throwable cause) {
    server = Optional.empty();
    var why =
        "The Ollama door cannot listen on %s:%d; choose another OLLAMA_PROXY_PORT, or 0 for none"
            .formatted(host, port);
    if (port != Config.Ollama.DEFAULT_PROXY_PORT) {
      return Future.failedFuture(new IllegalStateException(why, cause));
    }
    LOG.atWarn().addKeyValue("why", cause.getMessage()).log(why);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    drain.run();
    return server
        .map(open -> quiet()
            .timeout(GRACE_SECONDS, TimeUnit.SECONDS)
            .otherwiseEmpty()
            .eventually(open::close))
        .orElse(Future.succeededFuture());
  }

  private Future<Void> quiet() {
    return connections.isBusy()
        ? vertx.timer(GLANCE_MILLIS).compose(later -> quiet())
        : Future.succeededFuture();
  }
}
