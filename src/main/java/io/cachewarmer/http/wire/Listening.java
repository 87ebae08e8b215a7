package io.cachewarmer.http.wire;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/** How every port of ours is listened on. */
public final class Listening {

  // As much as a socket gives at once: a body in pieces of the default 8 KiB costs a turn each.
  private static final int MOST_CHUNK_BYTES = 64 << 10;

  private Listening() {}

  /**
   * HTTP/1.1 alone: HTTP/2 adds ways to exhaust a server, and a local agent gains nothing by it.
   *
   * @param backlog connections that may wait to be accepted
   */
  public static HttpServerOptions on(String host, int port, int backlog) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setUseAlpn(false)
        .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setMaxInitialLineLength(8 << 10)
        .setMaxHeaderSize(16 << 10)
        .setMaxChunkSize(MOST_CHUNK_BYTES)
        .setAcceptBacklog(backlog)
        .setTcpKeepAlive(true);
  }
}
