package io.cachewarmer.http;

import io.cachewarmer.bus.Message.Recorded;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * Two servers in one process for a load generator: port 18080 only reads the body, port 18081 is the
 * door with an analytics that answers at once on its own event loop. Compare requests per second of
 * {@code wrk -t1 -c32 -d5 -s post.lua} on both, in turns.
 */
public final class RecordingBench {

  private RecordingBench() {}

  /** Starts both and stays. */
  public static void main(String[] args) {
    var vertx = Vertx.vertx();
    Topics.install(vertx);
    var answer = Buffer.buffer("{\"success\":true}");
    vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body ->
                            request
                                .response()
                                .putHeader("content-type", "application/json")
                                .end(answer)))
        .listen(18080, "127.0.0.1");
    vertx.deployVerticle(
        () ->
            new io.vertx.core.VerticleBase() {
              @Override
              public Future<?> start() {
                Topics.RECORD.serve(
                    vertx.eventBus(),
                    count -> Future.succeededFuture(new Recorded(count.events().size(), 0)));
                return Future.succeededFuture();
              }
            },
        new io.vertx.core.DeploymentOptions());
    var metrics = new DoorMetrics(new Telemetry(new SimpleMeterRegistry()));
    Config base = TestDoor.config();
    var http = new Config.Http("127.0.0.1", 18081, false, base.http().tokensFile());
    var config =
        new Config(
            http,
            base.redis(),
            base.warming(),
            base.analytics(),
            base.strategies(),
            base.origin(),
            base.ollama(),
            base.sqlite(),
            base.schedules());
    CacheStore none = new FakeStore();
    vertx.deployVerticle(
        new HttpVerticle(
            new HttpVerticle.Parts(
                config,
                none,
                Clock.system(),
                Tokens.none(),
                metrics,
                new OpenApiTest.NoService(),
                router -> {},
                port -> {})));
  }
}
