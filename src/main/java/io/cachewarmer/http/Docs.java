package io.cachewarmer.http;

import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The OpenAPI document, and a page that shows it. The files are a fixed list read from the class path;
 * no name of a client's ever becomes a path. Belongs to one event loop.
 */
final class Docs {

  private record Asset(String resource, String contentType) {}

  private static final String UI = "/META-INF/resources/webjars/swagger-ui/5.32.1/";
  private static final Asset DOCUMENT = new Asset("/openapi.yaml", "application/yaml");
  private static final Asset PAGE = new Asset("/docs/index.html", "text/html; charset=utf-8");
  private static final Map<String, Asset> FILES = Map.of(
      "swagger-ui.css", new Asset(UI + "swagger-ui.css", "text/css; charset=utf-8"),
      "swagger-ui-bundle.js", new Asset(UI + "swagger-ui-bundle.js", "text/javascript"),
      "docs.js", new Asset("/docs/docs.js", "text/javascript"));

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private final Vertx vertx;
  private final Map<String, Future<Buffer>> read = new HashMap<>();

  Docs(Vertx vertx) {
    this.vertx = vertx;
  }

  Future<Answer> openApi(Call call) {
    return serve(DOCUMENT);
  }

  Future<Answer> page(Call call) {
    return serve(PAGE);
  }

  Future<Answer> file(Call call) {
    var asset = FILES.get(call.key());
    if (asset == null) {
      throw HttpProblem.of(404, "there is no such file");
    }
    return serve(asset);
  }

  private Future<Answer> serve(Asset asset) {
    return read.computeIfAbsent(
            asset.resource(), name -> vertx.executeBlocking(() -> resource(name), false))
        .map(body -> Answer.of(200, asset.contentType(), body)
            .with("Content-Security-Policy", POLICY)
            .with("Referrer-Policy", "no-referrer")
            .with("Cross-Origin-Opener-Policy", "same-origin")
            .with("Cross-Origin-Resource-Policy", "same-origin"));
  }

  private static Buffer resource(String name) {
    try (var stream = Docs.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("missing on the class path: " + name);
      }
      return Buffer.buffer(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
