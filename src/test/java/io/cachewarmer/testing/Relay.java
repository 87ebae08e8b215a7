package io.cachewarmer.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Another address for a server of this machine. */
public final class Relay implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final NetServer server;

  public Relay(String host, URI target) {
    var client = vertx.createNetClient();
    server = vertx.createNetServer().connectHandler(near -> {
      near.pause();
      client
          .connect(target.getPort(), target.getHost())
          .onSuccess(far -> {
            near.pipeTo(far);
            far.pipeTo(near);
            near.resume();
          })
          .onFailure(away -> near.close());
    });
    await(server.listen(0, host));
  }

  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static void await(io.vertx.core.Future<?> future) {
    try {
      future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
