package io.cachewarmer;

import io.cachewarmer.analytics.AnalyticsVerticle;
import io.cachewarmer.archive.sqlite.SqliteArchive;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.cluster.ClusterVerticle;
import io.cachewarmer.config.Config;
import io.cachewarmer.foresight.ForesightVerticle;
import io.cachewarmer.http.HttpVerticle;
import io.cachewarmer.monitoring.MonitoringVerticle;
import io.cachewarmer.monitoring.TrialsVerticle;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.persistence.PersistenceVerticle;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.prompt.PromptKey;
import io.cachewarmer.proxy.ProxyVerticle;
import io.cachewarmer.scheduling.SchedulingVerticle;
import io.cachewarmer.telemetry.Exposition;
import io.cachewarmer.telemetry.Readiness;
import io.cachewarmer.warming.WarmingVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node, put together and taken apart in order. The door opens first, so that a taken port is
 * known before anything else is touched and that a probe hears "starting"; it closes first, so that
 * what was accepted is still answered.
 */
public final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final Duration LONGEST_START_RUN = Duration.ofSeconds(10);
  // A load balancer that asks every second has twice heard by then that this node is leaving.
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Config config;
  private final Clock clock;
  private final Exposition exposition = new Exposition();
  private final Readiness readiness = new Readiness();
  private final Clustering clustering;
  private final Vertx vertx;
  private final Parts parts;
  private final Deque<String> deployed = new ArrayDeque<>();
  private final List<String> doors = new ArrayList<>();

  public Service(Config config, Clock clock) {
    this(exposition -> Clustering.start(config, exposition), config, clock);
  }

  /** One of several that divide the keys without a cluster, as in one process. */
  Service(Config config, Clock clock, Ownership ownership) {
    this(exposition -> Clustering.divided(exposition, ownership), config, clock);
  }

  private Service(Function<Exposition, Clustering> clustering, Config config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.clustering = clustering.apply(exposition);
    this.vertx = this.clustering.vertx();
    Topics.install(vertx);
    this.parts = new Parts(this.clustering, config, clock, exposition, readiness);
  }

  /** Succeeds when the service is ready: what was learned is back, and the first run is over or late. */
  public Future<Void> start() {
    LOG.atInfo().addKeyValue("settings", config.describe()).log("Starting");
    var telemetry = exposition.telemetry();
    var random = new SplittableRandom();
    var warming = new WarmingVerticle(
        config,
        parts.warmedCache(),
        parts.origin(),
        parts.planner(),
        parts.catalogue(),
        clock,
        telemetry,
        clustering.ownership(),
        random.split(),
        parts.addresses());
    var analytics = new AnalyticsVerticle(
        config.analytics(),
        config.warming().timezone(),
        clock,
        parts.sharing(),
        telemetry,
        asked -> PromptKey.of(asked.model(), asked.query()),
        random.split(),
        config.sqlite().snapshotInterval());
    return deployDoor(() -> new HttpVerticle(parts.door()))
        .recover(this::unheard)
        .compose(up -> deployOnWorker(() -> new PersistenceVerticle(
            new SqliteArchive(vertx, config.sqlite(), clock, telemetry), clock, telemetry)))
        .compose(up -> deployOnWorker(
            () -> new ForesightVerticle(config, clock, telemetry, clustering.ownership())))
        .compose(up -> deploy(() -> analytics))
        .compose(up ->
            deploy(() -> new MonitoringVerticle(clock, telemetry, readiness, parts.questions())))
        .compose(up -> deploy(() -> new TrialsVerticle(clock, config.warming().adaptShares())))
        .compose(up -> join())
        .compose(up -> deployDoor(() -> new ProxyVerticle(parts.ollamaDoor())))
        .compose(up -> deploy(() -> warming))
        .compose(up -> firstRun())
        .compose(up -> deploy(() -> new SchedulingVerticle(
            config, clock, clustering.ownership(), parts.cluster().firings(), telemetry)))
        .onSuccess(up -> {
          readiness.ready();
          LOG.atInfo()
              .addKeyValue("host", config.http().host())
              .addKeyValue("port", parts.port())
              .log("Ready");
        })
        .mapEmpty();
  }

  /**
   * Drains: says that it is not ready, refuses new requests, answers those in flight, keeps what was
   * learned, lets go. Where other nodes could be asked instead, whoever sends the requests has time to
   * hear the first before the second.
   */
  public CompletionStage<Void> stop() {
    boolean replaceable = readiness.isReady() && clustering.membership().isPresent();
    readiness.draining();
    LOG.info("Draining");
    Future<?> turnedAway = replaceable
        ? vertx.timer(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        : Future.succeededFuture();
    // Vert.x is closed from a thread that is not its own: its event loops could not tell us any
    // more.
    return turnedAway
        .eventually(this::undeployAll)
        .eventually(parts::close)
        .<Void>mapEmpty()
        .toCompletionStage()
        .handle((gone, failure) -> failure)
        .thenComposeAsync(failure -> vertx.close().toCompletionStage())
        .whenComplete((closed, failure) -> exposition.close());
  }

  /** The port that the door listens on. */
  public int port() {
    return parts.port();
  }

  /** The port of the Ollama door; 0 when it is off. */
  public int ollamaPort() {
    return parts.ollamaPort();
  }

  /** For those who embed the service and want to talk to its verticles. */
  public Vertx vertx() {
    return vertx;
  }

  /** Before anything is warmed: it would not be kept. */
  private Future<Void> join() {
    return parts.cluster().start().compose(started -> clustering
        .membership()
        .map(known -> deploy(() -> new ClusterVerticle(
                known,
                config.redis().url().isPresent(),
                parts.near(),
                readiness,
                exposition.telemetry()))
            .<Void>mapEmpty())
        .orElseGet(Future::succeededFuture));
  }

  /** What is needed first is warmed before anybody asks, but nobody waits for a slow origin. */
  private Future<Void> firstRun() {
    if (!config.warming().onStart()) {
      return Future.succeededFuture();
    }
    return Topics.WARM
        .request(vertx.eventBus(), Warm.by(Trigger.START, Strategy.FULL))
        .timeout(LONGEST_START_RUN.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(late -> LOG.atWarn()
            .addKeyValue("why", late.getMessage())
            .log("Ready before the first run is over"))
        .otherwiseEmpty()
        .mapEmpty();
  }

  private Future<String> unheard(Throwable cause) {
    return Future.failedFuture(
        cause instanceof BindException
            ? new IllegalStateException(
                "cannot listen on %s:%d; set CACHE_WARMER_HOST and CACHE_WARMER_PORT"
                    .formatted(config.http().host(), config.http().port()),
                cause)
            : cause);
  }

  private Future<String> deployDoor(Supplier<Deployable> verticle) {
    return vertx.deployVerticle(verticle, new DeploymentOptions()).onSuccess(this::rememberDoor);
  }

  private synchronized void rememberDoor(String id) {
    doors.add(id);
  }

  private Future<String> deploy(Supplier<Deployable> verticle) {
    return deploy(verticle, new DeploymentOptions());
  }

  private Future<String> deployOnWorker(Supplier<Deployable> verticle) {
    return deploy(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
  }

  private Future<String> deploy(Supplier<Deployable> verticle, DeploymentOptions options) {
    return vertx.deployVerticle(verticle, options).onSuccess(this::remember);
  }

  private synchronized void remember(String id) {
    deployed.add(id);
  }

  /** The doors first, whose waits for what is under way must not add up; the others in reverse order. */
  private synchronized Future<Void> undeployAll() {
    Future<Void> gone =
        Future.join(doors.stream().map(vertx::undeploy).toList()).mapEmpty();
    doors.clear();
    while (!deployed.isEmpty()) {
      var next = deployed.removeLast();
      gone = gone.eventually(() -> vertx.undeploy(next));
    }
    return gone.onFailure(cause -> LOG.error("A part did not stop as it should", cause));
  }
}
