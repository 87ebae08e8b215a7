package io.cachewarmer.testing;

import io.cachewarmer.testing.FakeScript.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A stand-in for Ollama that speaks its wire format and fails as told. Every question has one answer,
 * so that a test can tell whose answer it got. Runs alone, too: {@code main} takes a port and a delay.
 */
public final class FakeOllama implements AutoCloseable {

  private static final String AT = "2026-01-01T00:00:00.123456789Z";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final AtomicInteger generations = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private final AtomicLong streamed = new AtomicLong();
  private final List<JsonObject> asked = new CopyOnWriteArrayList<>();
  private volatile Function<JsonObject, FakeScript> script = body -> FakeScript.well();
  private volatile List<String> models = List.of("llama3.2:3b", "nomic-embed-text:latest");
  private volatile List<String> loaded = models;
  private volatile String edition = "a";

  private FakeOllama(int port) {
    server = vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(this::take);
    server.listen().toCompletionStage().toCompletableFuture().join();
  }

  public static FakeOllama start() {
    return new FakeOllama(0);
  }

  /** {@code [port] [milliseconds before an answer] [milliseconds between its words]}. */
  public static void main(String[] args) throws InterruptedException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 11_434;
    long head = args.length > 1 ? Long.parseLong(args[1]) : 250;
    long between = args.length > 2 ? Long.parseLong(args[2]) : 5;
    var fake = new FakeOllama(port);
    fake.script(FakeScript.well().after(head).every(between));
    System.out.println("A fake Ollama answers at " + fake.url());
    Thread.currentThread().join();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return server.actualPort();
  }

  public void script(FakeScript always) {
    script = body -> always;
  }

  public void script(Function<JsonObject, FakeScript> byBody) {
    script = byBody;
  }

  /** As if every model had been pulled again. */
  public void pullAgain() {
    edition = edition + "b";
  }

  public void loaded(List<String> names) {
    loaded = names;
  }

  /** Requests on the cached routes. */
  public int generations() {
    return generations.get();
  }

  public int inFlight() {
    return inFlight.get();
  }

  public int mostInFlight() {
    return mostInFlight.get();
  }

  public int cancelled() {
    return cancelled.get();
  }

  /** Bytes written to streams. */
  public long streamed() {
    return streamed.get();
  }

  public int others() {
    return others.get();
  }

  public List<JsonObject> asked() {
    return asked;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void take(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    switch (request.path()) {
      case "/api/generate", "/api/chat", "/v1/chat/completions", "/v1/completions" ->
        begin(request, body, false);
      case "/api/embed", "/api/embeddings", "/v1/embeddings" -> begin(request, body, true);
      default -> {
        others.incrementAndGet();
        other(request, body);
      }
    }
  }

  private void other(HttpServerRequest request, Buffer body) {
    var response = request.response();
    switch (request.path()) {
      case "/" -> response.putHeader("Content-Type", "text/plain").end("Ollama is running");
      case "/api/version" -> json(response, new JsonObject().put("version", "0.12.0"));
      case "/api/tags" -> json(response, new JsonObject().put("models", tags(models)));
      case "/api/ps" -> json(response, new JsonObject().put("models", tags(loaded)));
      case "/api/show" -> json(response, new JsonObject().put("modelfile", "FROM x"));
      case "/api/pull" -> {
        response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
        response.write("{\"status\":\"pulling manifest\"}\n");
        later(20).onSuccess(t -> response.end("{\"status\":\"success\"}\n"));
      }
      case "/echo" ->
        response
            .putHeader("X-Method", request.method().name())
            .putHeader("X-Encoding", String.valueOf(request.getHeader("Accept-Encoding")))
            .putHeader("X-Hop", String.valueOf(request.getHeader("X-Secret")))
            .end(body);
      default -> response.setStatusCode(404).end("404 page not found");
    }
  }

  private JsonArray tags(List<String> names) {
    var list = new JsonArray();
    names.forEach(name -> list.add(new JsonObject()
        .put("name", name)
        .put("model", name)
        .put("digest", "sha-" + edition + "-" + name)));
    return list;
  }

  private void begin(HttpServerRequest request, Buffer sent, boolean embeds) {
    JsonObject body;
    try {
      body = sent.toJsonObject();
    } catch (DecodeException notJson) {
      request.response().setStatusCode(400);
      json(request.response(), new JsonObject().put("error", "invalid JSON"));
      return;
    }
    generations.incrementAndGet();
    asked.add(body);
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    var response = request.response();
    response.exceptionHandler(gone -> {});
    var over = new AtomicBoolean();
    response.endHandler(done -> {
      if (over.compareAndSet(false, true)) {
        cancelled.addAndGet(response.ended() ? 0 : 1);
        inFlight.decrementAndGet();
      }
    });
    request.connection().closeHandler(gone -> {
      if (over.compareAndSet(false, true)) {
        cancelled.incrementAndGet();
        inFlight.decrementAndGet();
      }
    });
    var how = script.apply(body);
    if (how.failure() == Failure.HANG_BEFORE_HEAD) {
      return;
    }
    later(how.headMillis()).onSuccess(ready -> {
      if (response.closed()) {
        return;
      }
      if (how.status() != 200) {
        if (how.retryAfter() > 0) {
          response.putHeader("Retry-After", Integer.toString(how.retryAfter()));
        }
        response.setStatusCode(how.status());
        json(response, new JsonObject().put("error", "server busy, please try again"));
        return;
      }
      var wire = new FakeWire(request.path(), body, how);
      if (embeds) {
        json(response, wire.embedding());
      } else if (wire.isStream()) {
        response.setChunked(true).putHeader("Content-Type", wire.contentType());
        new Streaming(response, wire, how).go();
      } else {
        whole(response, wire, how);
      }
    });
  }

  private void whole(HttpServerResponse response, FakeWire wire, FakeScript how) {
    var text = wire.whole();
    switch (how.failure()) {
      case CUT -> {
        response.putHeader("Content-Length", Integer.toString(text.length()));
        response
            .write(text.slice(0, Math.min(how.cutAfter(), text.length() - 1)))
            .onComplete(sent -> response.reset());
      }
      case HANG_MIDWAY -> {
        response.putHeader("Content-Length", Integer.toString(text.length()));
        response.write(text.slice(0, text.length() / 2));
      }
      default -> response.putHeader("Content-Type", "application/json").end(text);
    }
  }

  /** An answer on its way, piece by piece, no quicker than its reader. */
  private final class Streaming {

    private static final int BURST = 50;

    private final HttpServerResponse response;
    private final FakeWire wire;
    private final FakeScript how;
    private int next;
    private int sent;

    Streaming(HttpServerResponse response, FakeWire wire, FakeScript how) {
      this.response = response;
      this.wire = wire;
      this.how = how;
    }

    void go() {
      for (int i = 1; !response.closed(); i++) {
        if (how.failure() == Failure.HANG_MIDWAY && next > wire.pieces() / 2) {
          return;
        }
        if (next >= wire.pieces()) {
          response.end();
          return;
        }
        var piece = wire.piece(next++);
        if (how.failure() == Failure.CUT && sent + piece.length() > how.cutAfter()) {
          cut(piece.slice(0, how.cutAfter() - sent));
          return;
        }
        var written = response.write(piece);
        sent += piece.length();
        streamed.addAndGet(piece.length());
        if (how.betweenMillis() > 0) {
          later(how.betweenMillis()).onSuccess(t -> go());
          return;
        }
        if (response.writeQueueFull()) {
          // Once only: left in place it would go on beside what goes on already.
          response.drainHandler(room -> {
            response.drainHandler(null);
            go();
          });
          return;
        }
        if (i == BURST) {
          written.onComplete(t -> vertx.runOnContext(on -> go()));
          return;
        }
      }
    }

    private void cut(Buffer rest) {
      if (rest.length() == 0) {
        response.reset();
      } else {
        response.write(rest).onComplete(cut -> response.reset());
      }
    }
  }

  private Future<Void> later(long millis) {
    return millis <= 0
        ? Future.succeededFuture()
        : vertx
            .timer(Duration.ofMillis(millis).toMillis(), TimeUnit.MILLISECONDS)
            .mapEmpty();
  }

  private static void json(HttpServerResponse response, JsonObject value) {
    response.putHeader("Content-Type", "application/json; charset=utf-8").end(value.toBuffer());
  }

  static String at() {
    return AT;
  }
}
