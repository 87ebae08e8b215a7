package io.cachewarmer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.redis.client.Redis;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VertxMetersTest {

  @Test
  void poolsAndTheClientAreMeasuredButNeitherTheServerNorTheBusNorAnyAddress() throws Exception {
    try (var exposition = new Exposition()) {
      var vertx = VertxMeters.builder(new VertxOptions(), exposition).build();
      try {
        askItself(vertx);
        var page = exposition.scrape("").body();
        assertThat(page)
            .contains("vertx_pool_", "vertx_http_client_")
            .doesNotContain(
                "vertx_http_server", "vertx_eventbus", "vertx_net_", "127.0.0.1", "/secret-path");
      } finally {
        vertx.close().await(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void twoOfThemInOneProcessDoNotShareTheirMeters() throws Exception {
    try (var first = new Exposition();
        var second = new Exposition()) {
      var idle = VertxMeters.builder(new VertxOptions(), first).build();
      var busy = VertxMeters.builder(new VertxOptions(), second).build();
      try {
        askItself(busy);
        assertThat(second.scrape("").body()).contains("vertx_http_client_");
        assertThat(first.scrape("").body()).doesNotContain("vertx_http_client_responses_total");
      } finally {
        idle.close().await(10, TimeUnit.SECONDS);
        busy.close().await(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aPoolOfRedisHasNoSeries() throws Exception {
    try (var exposition = new Exposition()) {
      var vertx = VertxMeters.builder(new VertxOptions(), exposition).build();
      try {
        // Port 1 of this machine: refused at once.
        Redis.createClient(vertx, "redis://127.0.0.1:1")
            .connect()
            .transform(refused -> Future.succeededFuture())
            .await(10, TimeUnit.SECONDS);
        assertThat(exposition.scrape("").body()).contains("vertx_pool_").doesNotContain("redis");
      } finally {
        vertx.close().await(10, TimeUnit.SECONDS);
      }
    }
  }

  private static void askItself(Vertx vertx) throws Exception {
    vertx.eventBus().consumer("anywhere", message -> message.reply("here"));
    vertx.eventBus().request("anywhere", "where?").await(5, TimeUnit.SECONDS);
    var server = vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end("fine"))
        .listen(0, "127.0.0.1")
        .await(5, TimeUnit.SECONDS);
    var client = WebClient.create(vertx);
    var answer = client
        .get(server.actualPort(), "127.0.0.1", "/secret-path")
        .send()
        .await(5, TimeUnit.SECONDS);
    assertThat(answer.bodyAsString()).isEqualTo("fine");
    vertx.executeBlocking(() -> "done").await(5, TimeUnit.SECONDS);
  }
}
