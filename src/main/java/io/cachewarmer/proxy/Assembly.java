package io.cachewarmer.proxy;

import io.cachewarmer.plan.TtlJitter;
import io.cachewarmer.proxy.upstream.Circuit;
import io.cachewarmer.proxy.upstream.Gate;
import io.cachewarmer.proxy.upstream.Latency;
import io.cachewarmer.proxy.upstream.Upstream;
import io.vertx.core.Vertx;

/** The pieces of this room, put together for one event loop. */
final class Assembly {

  /** Generations at Ollama at once; it has a queue of its own, with a bound that does not always hold. */
  private static final int MOST_LIVE = 256;

  private static final int MOST_WAITING = 4_096;

  private Assembly() {}

  static Answering.Tools tools(Vertx vertx, ProxyVerticle.Parts parts) {
    var config = parts.config();
    var ollama = config.ollama();
    var clock = parts.clock();
    var latency = new Latency(clock);
    var circuit = new Circuit(clock);
    var limits = new Gate.Limits(MOST_LIVE, ollama.warmConcurrency(), MOST_WAITING);
    var gate = new Gate(vertx, clock, limits, latency);
    parts.metrics().watch(gate, circuit);
    var upstream =
        new Upstream(vertx, clock, parts.server(), gate, latency, circuit, ollama.timeout());
    var jitter = new TtlJitter(config.warming().ttlJitter(), parts.random());
    return new Answering.Tools(
        vertx,
        clock,
        upstream,
        new Passing(upstream, parts.tokens().asked()),
        new Digests(vertx, clock, parts.server()),
        new Wordings(ollama.normalise(), ollama.groceryCommands()),
        new Shelf(parts.cache(), config.warming().ttl(), jitter),
        new Flights(vertx, clock, parts.metrics()),
        new Kept(),
        new KnownAnswers(),
        new OldAnswers(ollama.hardAge()),
        parts.addresses(),
        new Diary(vertx, clock, parts.metrics().eventsDropped),
        parts.metrics(),
        ollama.cacheSampled(),
        parts.tokens().asked());
  }
}
