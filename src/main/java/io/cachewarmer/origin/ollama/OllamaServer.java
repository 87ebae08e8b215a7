package io.cachewarmer.origin.ollama;

import io.cachewarmer.origin.ModelServer;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Ollama over HTTP/1.1. No idle timeout: it would cut an answer that takes its time. */
public final class OllamaServer implements ModelServer {

  private static final int MOST_CONNECTIONS = 512;
  private static final int MOST_WAITING = 1_024;
  private static final int CONNECT_MILLIS = 2_000;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final HttpClient client;
  private final URI url;
  private volatile boolean there;

  public OllamaServer(Vertx vertx, URI url) {
    this.url = url;
    this.client = vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setTcpKeepAlive(true)
            .setDecompressionSupported(false),
        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
  }

  @Override
  public Future<HttpClientRequest> open(HttpMethod method, String uri) {
    var options = new RequestOptions()
        .setHost(url.getHost())
        .setPort(port())
        .setSsl("https".equals(url.getScheme()))
        .setMethod(method)
        .setURI(base() + uri);
    return client
        .request(options)
        .onComplete(connected -> there = connected.succeeded())
        .recover(cause -> Future.failedFuture(
            new OriginFailure(Kind.UNAVAILABLE, "Ollama cannot be reached", cause)));
  }

  /** Whether it could be reached when it was last asked for anything. */
  public boolean isThere() {
    return there;
  }

  @Override
  public Future<Map<String, String>> digests() {
    return get("/api/tags").map(body -> Listing.digests(body.getBytes()));
  }

  @Override
  public Future<Optional<Set<String>>> loaded() {
    return get("/api/ps")
        .map(body -> Optional.of(Listing.digests(body.getBytes()).keySet()))
        .otherwise(untold -> Optional.empty());
  }

  @Override
  public Future<Void> ping() {
    return get("/api/version").mapEmpty();
  }

  private Future<Buffer> get(String path) {
    return open(HttpMethod.GET, path).compose(request -> request
        .send()
        .compose(response -> response.body().compose(body -> {
          return response.statusCode() == OK
              ? Future.succeededFuture(body)
              : Future.failedFuture(
                  new OriginFailure(Kind.UNAVAILABLE, "Ollama does not answer as it should"));
        }))
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(late -> request.reset()));
  }

  private int port() {
    return url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
  }

  private String base() {
    String path = url.getPath() == null ? "" : url.getPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
