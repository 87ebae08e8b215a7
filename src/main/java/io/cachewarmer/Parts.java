package io.cachewarmer;

import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.archive.Lag;
import io.cachewarmer.archive.SharedCounts;
import io.cachewarmer.archive.Sharing;
import io.cachewarmer.archive.redis.RedisAccessExchange;
import io.cachewarmer.archive.redis.RedisSharedCounts;
import io.cachewarmer.cache.AddressedStore;
import io.cachewarmer.cache.AnswerAddresses;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CompressedStore;
import io.cachewarmer.cache.FallbackStore;
import io.cachewarmer.cache.NearCache;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.cache.heap.HeapStore;
import io.cachewarmer.cache.near.NearStore;
import io.cachewarmer.cache.redis.RedisStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.http.DoorMetrics;
import io.cachewarmer.http.HttpVerticle;
import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.monitoring.Dependency;
import io.cachewarmer.monitoring.NotAskedFor;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.origin.catalog.CatalogOrigin;
import io.cachewarmer.origin.http.HttpOrigin;
import io.cachewarmer.origin.ollama.OllamaServer;
import io.cachewarmer.plan.Planner;
import io.cachewarmer.proxy.ProxyMetrics;
import io.cachewarmer.proxy.ProxyVerticle;
import io.cachewarmer.telemetry.Exposition;
import io.cachewarmer.telemetry.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The adapters that the settings ask for, and what the verticles share. */
final class Parts {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MOST_BEHIND = Duration.ofSeconds(30);
  private static final Duration OLLAMA_MEMORY = Duration.ofHours(1);
  // The longest answer of a model that is kept, as the Ollama door bounds it.
  private static final int LONGEST_ANSWER = 8 << 20;

  private final Clustering clustering;
  private final Vertx vertx;
  private final Config config;
  private final Clock clock;
  private final Exposition exposition;
  private final Readiness readiness;
  private final ClusterParts cluster;
  private final Catalogue catalogue;
  private Optional<NearCache> near = Optional.empty();
  private final CacheStore cache;
  private final Sharing sharing;
  private final Origin origin;
  private final OllamaServer models;
  private final AnswerAddresses addresses = new AnswerAddresses();
  private final AtomicInteger port = new AtomicInteger();
  private final AtomicInteger ollamaPort = new AtomicInteger();
  private final AtomicLong ollamaUsedTicks = new AtomicLong();
  private final AtomicBoolean ollamaUsed = new AtomicBoolean();
  private final List<Supplier<Future<Void>>> closing = new ArrayList<>();
  private final Map<Dependency, Supplier<Future<Void>>> questions = new EnumMap<>(Dependency.class);

  Parts(
      Clustering clustering,
      Config config,
      Clock clock,
      Exposition exposition,
      Readiness readiness) {
    this.clustering = clustering;
    this.vertx = clustering.vertx();
    this.config = config;
    this.clock = clock;
    this.exposition = exposition;
    this.readiness = readiness;
    this.cluster = new ClusterParts(clustering, config, clock, exposition.telemetry());
    closing.add(cluster::close);
    this.catalogue = Catalogues.load(config.origin().catalogue());
    this.cache = cacheStore();
    var lag = new Lag();
    this.sharing = new Sharing(counts(), exchange(clustering.divided(), lag), lag);
    this.origin = itemOrigin();
    this.models = new OllamaServer(vertx, config.ollama().url());
    questions.put(Dependency.OLLAMA, this::askOllama);
    cluster.question().ifPresent(ask -> questions.put(Dependency.CLUSTER, ask));
  }

  CacheStore cache() {
    return cache;
  }

  Sharing sharing() {
    return sharing;
  }

  Origin origin() {
    return origin;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Planner planner() {
    return Strategies.planner(config, catalogue, models::isThere);
  }

  /** How to ask each dependency that is in use whether it is well. */
  Map<Dependency, Supplier<Future<Void>>> questions() {
    return questions;
  }

  int port() {
    return port.get();
  }

  HttpVerticle.Parts door() {
    return new HttpVerticle.Parts(
        config,
        cache,
        clock,
        tokens(),
        new DoorMetrics(exposition.telemetry()),
        new View(readiness, catalogue, clustering, exposition),
        pages -> {},
        port::set);
  }

  /** The cache as warming sees it: it knows answers by their questions. */
  CacheStore warmedCache() {
    return new AddressedStore(cache, addresses);
  }

  AnswerAddresses addresses() {
    return addresses;
  }

  int ollamaPort() {
    return ollamaPort.get();
  }

  ProxyVerticle.Parts ollamaDoor() {
    return new ProxyVerticle.Parts(
        config,
        cache,
        addresses,
        models,
        clock,
        tokens(),
        cluster.generations(),
        new ProxyMetrics(exposition.telemetry()),
        new SplittableRandom(),
        this::ollamaIsUsed,
        ollamaPort::set);
  }

  private void ollamaIsUsed() {
    ollamaUsedTicks.set(clock.ticks());
    ollamaUsed.set(true);
  }

  /** Lets go of connections; to be called when nobody uses them any more. */
  Future<Void> close() {
    return Future.join(closing.stream().map(Supplier::get).toList()).mapEmpty();
  }

  private CacheStore cacheStore() {
    var warming = config.warming();
    var heap = new HeapStore(warming.heapBytes(), clock, exposition.telemetry());
    CacheStore store = heap;
    if (config.redis().url().isPresent()) {
      var redis = new RedisStore(
          config.redis(),
          warming.ttl(),
          clock,
          exposition.telemetry(),
          vertx,
          new SplittableRandom(),
          cluster.fencedWrites());
      closing.add(redis::close);
      questions.put(Dependency.REDIS, redis::ping);
      store = new FallbackStore(redis, heap);
    }
    return withNear(new CompressedStore(
        store,
        warming.compressItemsAbove(),
        warming.compressAnswersAbove(),
        Math.max(LONGEST_ANSWER, config.origin().maxBytes())));
  }

  /** Several nodes that share a Redis ask it often for the same few values. */
  private CacheStore withNear(CacheStore store) {
    var settings = config.cluster();
    if (cluster.fencedWrites().isEmpty() || settings.nearTtl().isZero()) {
      return store;
    }
    var little = new NearStore(
        store, settings.nearTtl(), settings.nearBytes(), clock, exposition.telemetry());
    near = Optional.of(little);
    return little;
  }

  ClusterParts cluster() {
    return cluster;
  }

  /** The heap in front of the shared store, if there is one. */
  Optional<NearCache> near() {
    return near;
  }

  private SharedCounts counts() {
    if (config.redis().url().isEmpty()) {
      return SharedCounts.none();
    }
    var counts = new RedisSharedCounts(
        config.redis(),
        config.analytics().maxPatterns(),
        config.analytics().retention().plus(DAY),
        clock,
        exposition.telemetry(),
        vertx,
        new SplittableRandom());
    closing.add(counts::close);
    return counts;
  }

  private AccessExchange exchange(boolean clustered, Lag lag) {
    if (!clustered || config.redis().url().isEmpty()) {
      return AccessExchange.none();
    }
    var exchange = new RedisAccessExchange(
        config.redis(), clock, exposition.telemetry(), vertx, new SplittableRandom());
    closing.add(exchange::close);
    questions.put(Dependency.SHARED, () -> askShared(lag));
    return exchange;
  }

  private Origin itemOrigin() {
    if (config.origin().url().isEmpty()) {
      return new CatalogOrigin(catalogue);
    }
    var http = new HttpOrigin(vertx, config.origin().url().get(), config.origin());
    questions.put(Dependency.ORIGIN, http::ping);
    return http;
  }

  /** Asked for when its URL is set or its door was used within the hour. */
  private Future<Void> askOllama() {
    long unused = clock.ticks() - ollamaUsedTicks.get();
    boolean lately = ollamaUsed.get() && unused < OLLAMA_MEMORY.toNanos();
    return config.ollama().urlIsSet() || lately
        ? models.ping()
        : Future.failedFuture(new NotAskedFor());
  }

  private static Future<Void> askShared(Lag lag) {
    double behind = lag.seconds();
    return behind <= MOST_BEHIND.toSeconds()
        ? Future.succeededFuture()
        : Future.failedFuture(
            new StoreUnavailable("what nodes share is " + Math.round(behind) + " s behind"));
  }

  private Tokens tokens() {
    return config.http().tokensFile().map(Parts::read).map(Tokens::parse).orElseGet(Tokens::none);
  }

  private static List<String> read(java.nio.file.Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the tokens file cannot be read: " + e.getMessage(), e);
    }
  }
}
