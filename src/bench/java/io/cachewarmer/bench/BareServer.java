package io.cachewarmer.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;

/** The ceiling: a Vert.x server that reads the body, does nothing with it, and answers. */
public final class BareServer extends AbstractVerticle {

  private final int port;

  private BareServer(int port) {
    this.port = port;
  }

  public static void main(String[] args) {
    Vertx.vertx().deployVerticle(new BareServer(Integer.parseInt(args[0])));
  }

  @Override
  public void start() {
    vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(request ->
            request.body().onSuccess(body -> request.response().end("{\"success\":true}")))
        .listen();
  }
}
