package io.cachewarmer.origin.http;

import io.cachewarmer.config.Config;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.cachewarmer.prompt.PromptKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Asks an HTTP server for {@code GET template-with-id}; one call is one request, never a second. */
public final class HttpOrigin implements Origin {

  private final Vertx vertx;
  private final UrlTemplate template;
  private final long deadlineMillis;
  private final int maxBytes;
  private final HttpClient client;
  private final Distress distress = new Distress();

  /**
   * @param template an absolute URL with {@code {id}}
   * @throws IllegalArgumentException when it is none, with a sentence for the operator
   */
  public HttpOrigin(Vertx vertx, String template, Config.Origin config) {
    this.vertx = vertx;
    this.template = UrlTemplate.parse(template);
    this.deadlineMillis = Math.max(1, config.timeout().toMillis());
    this.maxBytes = config.maxBytes();
    // The pool's default of 5 would silently be the limit; one more, so that a ping never waits for
    // loads.
    var pool = new PoolOptions().setHttp1MaxSize(config.maxConcurrent() + 1);
    var options = new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setUseAlpn(false)
        .setConnectTimeout((int) Math.min(Integer.MAX_VALUE, deadlineMillis))
        .setDecompressionSupported(false);
    this.client = vertx.createHttpClient(options, pool);
  }

  @Override
  public Future<Buffer> load(String key) {
    if (key.startsWith(PromptKey.PREFIX)) {
      return Future.failedFuture(Refusals.unknown());
    }
    return ask(HttpMethod.GET, template.fill(key))
        .compose(answer -> accept(answer))
        .recover(cause -> Future.failedFuture(Refusals.of(cause)))
        .onComplete(loaded -> distress.note(key, loaded.cause()));
  }

  /**
   * Whether the origin can be reached; and once loads of several keys have failed with none between
   * them that did not, whether it gives values again.
   */
  @Override
  public Future<Void> ping() {
    return distress
        .lastKey()
        .map(key -> load(key)
            .<Void>mapEmpty()
            .recover(cause ->
                Distress.isOutage(cause) ? Future.failedFuture(cause) : Future.succeededFuture()))
        .orElseGet(this::reach);
  }

  /** Any answer shows that the origin is reached, but for those of a gateway that cannot reach it. */
  private Future<Void> reach() {
    return ask(HttpMethod.HEAD, "/")
        .compose(answer -> answer.status() >= 502 && answer.status() <= 504
            ? Future.<Void>failedFuture(Refusals.ofStatus(answer))
            : Future.succeededFuture())
        .recover(
            cause -> cause instanceof OriginFailure invalid && invalid.kind() == Kind.INVALID_ANSWER
                ? Future.failedFuture(new OriginFailure(
                    Kind.UNAVAILABLE, "the origin cannot be used: " + invalid.getMessage()))
                : Future.failedFuture(Refusals.of(cause)));
  }

  private Future<Exchange.Answer> ask(HttpMethod method, String uri) {
    var options = new RequestOptions()
        .setMethod(method)
        .setHost(template.host())
        .setPort(template.port())
        .setSsl(template.tls())
        .setURI(uri)
        .setFollowRedirects(false)
        .putHeader("accept", "application/json")
        .putHeader("accept-encoding", "identity");
    return Exchange.run(vertx, client, options, deadlineMillis, maxBytes);
  }

  private static Future<Buffer> accept(Exchange.Answer answer) {
    if (answer.status() != 200) {
      return Future.failedFuture(Refusals.ofStatus(answer));
    }
    return StrictJson.holds(answer.body().getBytes())
        ? Future.succeededFuture(answer.body())
        : Future.failedFuture(
            new OriginFailure(Kind.INVALID_ANSWER, "the origin's answer is not valid JSON"));
  }
}
