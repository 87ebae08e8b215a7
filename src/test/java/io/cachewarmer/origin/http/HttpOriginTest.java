package io.cachewarmer.origin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.config.Config;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.origin.OriginContract;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpOriginTest extends OriginContract {

  private static final int MAX_BYTES = 10_000;
  // Generous where it must not be met, short where it must.
  private static final Duration PATIENT = Duration.ofSeconds(8);
  private static final Duration SHORT = Duration.ofMillis(400);

  private Duration timeout = PATIENT;
  private final List<String> paths = new CopyOnWriteArrayList<>();

  @Override
  protected Origin origin(Vertx vertx) {
    return serving(vertx, this::shop);
  }

  @Test
  void anIdIsOneSegmentWhateverItHolds(Vertx vertx) {
    var origin = origin(vertx);
    for (var id : List.of("a/b", "../../admin", "..", "@evil", "x?y=1", "x#y", "a b", "%2e")) {
      refuses(vertx, origin, id, Kind.UNKNOWN_ITEM);
    }
    assertThat(paths)
        .containsExactly(
            "/items/a%2Fb",
            "/items/%2E%2E%2F%2E%2E%2Fadmin",
            "/items/%2E%2E",
            "/items/%40evil",
            "/items/x%3Fy%3D1",
            "/items/x%23y",
            "/items/a%20b",
            "/items/%252e");
  }

  @Test
  void aRedirectIsNotFollowed(Vertx vertx) {
    var elsewhere = new AtomicInteger();
    var origin = serving(vertx, request -> {
      elsewhere.incrementAndGet();
      request
          .response()
          .setStatusCode(302)
          .putHeader("location", "http://169.254.169.254/latest/meta-data")
          .end();
    });
    refuses(vertx, origin, "grocery:milk", Kind.INVALID_ANSWER);
    assertThat(elsewhere).hasValue(1);
  }

  @Test
  void statusesSayWhatMayBeDone(Vertx vertx) {
    refuses(vertx, answering(vertx, 404, ""), "a", Kind.UNKNOWN_ITEM);
    refuses(vertx, answering(vertx, 410, ""), "a", Kind.UNKNOWN_ITEM);
    refuses(vertx, answering(vertx, 429, ""), "a", Kind.UNAVAILABLE);
    refuses(vertx, answering(vertx, 500, "oops"), "a", Kind.UNAVAILABLE);
    refuses(vertx, answering(vertx, 503, "{}"), "a", Kind.UNAVAILABLE);
    refuses(vertx, answering(vertx, 204, ""), "a", Kind.INVALID_ANSWER);
    refuses(vertx, answering(vertx, 206, "{}"), "a", Kind.INVALID_ANSWER);
    refuses(vertx, answering(vertx, 403, "{}"), "a", Kind.INVALID_ANSWER);
  }

  @Test
  void retryAfterIsPassedOn(Vertx vertx) {
    var origin = serving(
        vertx,
        request ->
            request.response().setStatusCode(503).putHeader("retry-after", "7").end());
    assertThatThrownBy(() -> on(vertx, () -> origin.load("a")))
        .isInstanceOfSatisfying(
            OriginFailure.class, f -> assertThat(f.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  void whatIsNotStrictJsonIsNoValue(Vertx vertx) {
    for (var body : List.of(
        "",
        " ",
        "null",
        "<html>",
        "{\"a\":1",
        "{} {}",
        "1 2",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1e309}",
        "{\"a\":NaN}",
        "\"\\ud800\"",
        "[".repeat(40) + "]".repeat(40),
        "{'a':1}",
        "{\"a\":1,}",
        "\uFEFF{}")) {
      refuses(vertx, answering(vertx, 200, body), "a", Kind.INVALID_ANSWER);
    }
    var overlong =
        Buffer.buffer("\"").appendByte((byte) 0xC0).appendByte((byte) 0xAF).appendString("\"");
    refuses(
        vertx,
        serving(vertx, request -> request.response().end(overlong)),
        "a",
        Kind.INVALID_ANSWER);
  }

  @Test
  void everyKindOfJsonValueIsTaken(Vertx vertx) {
    for (var body :
        List.of("{\"a\":[1,2.5,true,null,\"\u00fc\"]}", "[]", "\"x\"", "3", " {} ", "false")) {
      var origin = answering(vertx, 200, body);
      assertThat(on(vertx, () -> origin.load("a")).toString()).isEqualTo(body);
    }
  }

  @Test
  void aHugeBodyIsCutOffWhileItStreams(Vertx vertx) {
    var gone = new AtomicInteger();
    var declared = serving(vertx, request -> {
      request.connection().closeHandler(closed -> gone.incrementAndGet());
      var response = request.response().setChunked(true);
      vertx.setPeriodic(1, id -> {
        if (response.closed()) {
          vertx.cancelTimer(id);
        } else if (!response.writeQueueFull()) {
          response.write(Buffer.buffer(new byte[1000]));
        }
      });
    });
    refuses(vertx, declared, "a", Kind.INVALID_ANSWER);
    await().until(() -> gone.get() == 1);
  }

  @Test
  void anEndlesslySlowBodyMeetsTheDeadline(Vertx vertx) {
    timeout = SHORT;
    var gone = new AtomicInteger();
    var origin = serving(vertx, request -> {
      request.connection().closeHandler(closed -> gone.incrementAndGet());
      var response = request.response().setChunked(true);
      response.write("{");
      vertx.setPeriodic(50, id -> {
        if (response.closed()) {
          vertx.cancelTimer(id);
        } else {
          response.write(" ");
        }
      });
    });
    refuses(vertx, origin, "a", Kind.TIMEOUT);
    await().until(() -> gone.get() == 1);
  }

  @Test
  void aSilentOriginMeetsTheDeadline(Vertx vertx) {
    timeout = SHORT;
    refuses(vertx, serving(vertx, request -> {}), "a", Kind.TIMEOUT);
  }

  @Test
  void aBodyShorterThanToldIsNoValue(Vertx vertx) {
    refuses(
        vertx,
        raw(vertx, "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"a\":1}"),
        "a",
        Kind.UNAVAILABLE);
  }

  @Test
  void aBodyLongerThanToldIsNoValue(Vertx vertx) {
    refuses(
        vertx,
        raw(vertx, "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{\"a\":1}"),
        "a",
        Kind.INVALID_ANSWER);
  }

  @Test
  void garbageInsteadOfHttpIsAFailureOfTheOrigin(Vertx vertx) {
    refuses(vertx, raw(vertx, "220 mail ready\r\n\r\n"), "a", Kind.UNAVAILABLE);
  }

  @Test
  void nobodyThereIsUnavailable(Vertx vertx) {
    var origin = new HttpOrigin(vertx, "http://127.0.0.1:1/items/{id}", config(4));
    refuses(vertx, origin, "a", Kind.UNAVAILABLE);
    assertThatThrownBy(() -> on(vertx, origin::ping)).isInstanceOf(OriginFailure.class);
  }

  @Test
  void asManyConnectionsOpenAsMayBeInFlight(Vertx vertx) {
    var atOnce = new AtomicInteger();
    var peak = new AtomicInteger();
    int port = listen(vertx, request -> {
      peak.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      vertx.setTimer(100, id -> {
        atOnce.decrementAndGet();
        request.response().end("{}");
      });
    });
    var origin = new HttpOrigin(vertx, "http://127.0.0.1:" + port + "/items/{id}", config(12));
    on(vertx, () -> {
      var loads = new ArrayList<Future<Buffer>>();
      for (int i = 0; i < 12; i++) {
        loads.add(origin.load("k" + i));
      }
      return Future.all(loads);
    });
    assertThat(peak).hasValue(12);
  }

  @Test
  void aTemplateThatCouldLeadElsewhereIsRefused(Vertx vertx) {
    for (var template : List.of(
        "ftp://h/{id}",
        "http://{id}/x",
        "http://h{id}/x",
        "http://h/items",
        "http://u:p@h/{id}",
        "http://h/{id}#x",
        "/items/{id}",
        "http:///x/{id}")) {
      assertThatThrownBy(() -> new HttpOrigin(vertx, template, config(1)))
          .as(template)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anOriginThatAnswersButFailsEveryLoadIsDownUntilItGivesValuesAgain(Vertx vertx) {
    var broken = new AtomicInteger(1);
    var origin = serving(vertx, request -> {
      boolean fails = broken.get() == 1 && request.path().startsWith("/items/");
      request.response().setStatusCode(fails ? 500 : 200).end("{}");
    });
    on(vertx, origin::ping);
    for (var key : List.of("a", "a", "a", "b")) {
      refuses(vertx, origin, key, Kind.UNAVAILABLE);
    }
    on(vertx, origin::ping); // two bad items are not a bad origin
    refuses(vertx, origin, "c", Kind.UNAVAILABLE);
    assertThatThrownBy(() -> on(vertx, origin::ping)).hasMessageContaining("status 500");
    broken.set(0);
    on(vertx, origin::ping);
    broken.set(1);
    on(vertx, origin::ping);
  }

  private void shop(HttpServerRequest request) {
    if (request.method().name().equals("HEAD")) {
      request.response().end();
      return;
    }
    paths.add(request.uri());
    if (request.uri().equals("/items/grocery%3Amilk")) {
      request.response().putHeader("content-type", "application/json").end(item("grocery:milk"));
    } else {
      request.response().setStatusCode(404).end("{\"error\":\"no such item\"}");
    }
  }

  private Origin answering(Vertx vertx, int status, String body) {
    return serving(vertx, request -> request.response().setStatusCode(status).end(body));
  }

  private Origin serving(Vertx vertx, io.vertx.core.Handler<HttpServerRequest> handler) {
    return at(vertx, listen(vertx, handler));
  }

  private static int listen(Vertx vertx, io.vertx.core.Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer()
        .requestHandler(handler)
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  private Origin raw(Vertx vertx, String answer) {
    int port = vertx
        .createNetServer()
        .connectHandler(socket -> socket.handler(asked -> socket.end(Buffer.buffer(answer))))
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
    return at(vertx, port);
  }

  private Origin at(Vertx vertx, int port) {
    return new HttpOrigin(vertx, "http://127.0.0.1:" + port + "/items/{id}", config(4));
  }

  private Config.Origin config(int maxConcurrent) {
    return new Config.Origin(
        Optional.empty(), Optional.empty(), timeout, MAX_BYTES, 0, maxConcurrent);
  }
}
