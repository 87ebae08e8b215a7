package io.cachewarmer.redis;

import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;

/**
 * Where a Redis database is and how a connection to it is set up.
 *
 * <p>The database is part of the connection string, so that the client selects it in the handshake:
 * a SELECT sent later would be lost with the connection. {@link #toString} is safe to log.
 */
record RedisAddress(URI url, int database) {

  private static final int DEFAULT_PORT = 6379;
  private static final int CONNECT_TIMEOUT_MILLIS = 1500;

  /** Above what {@link RedisLink} lets in flight, so that the client's own queue never overflows. */
  private static final int WAITING_HANDLERS = 2 * RedisLink.MAX_IN_FLIGHT;

  RedisAddress {
    var scheme = url.getScheme();
    if (!"redis".equals(scheme) && !"rediss".equals(scheme)) {
      throw new IllegalArgumentException("the Redis URL must begin with redis:// or rediss://");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException("the Redis URL names no host");
    }
  }

  RedisOptions options() {
    return new RedisOptions()
        .setConnectionString(connectionString())
        .setMaxPoolSize(1)
        .setMaxPoolWaiting(1)
        .setPoolCleanerInterval(-1)
        .setMaxWaitingHandlers(WAITING_HANDLERS)
        .setPreferredProtocolVersion(ProtocolVersion.RESP2)
        .setNetClientOptions(new NetClientOptions()
            .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
            .setTcpKeepAlive(true)
            .setTcpNoDelay(true)
            .setSsl(encrypted())
            .setHostnameVerificationAlgorithm(encrypted() ? "HTTPS" : ""));
  }

  private boolean encrypted() {
    return url.getScheme().equals("rediss");
  }

  private String connectionString() {
    var userInfo = url.getRawUserInfo();
    // The client decodes user and password as a form, where + is a space.
    var credentials = userInfo == null ? "" : userInfo.replace("+", "%2B") + "@";
    return "%s://%s%s:%d/%d?client=cache-warmer"
        .formatted(url.getScheme(), credentials, url.getHost(), port(), database);
  }

  private int port() {
    return url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
  }

  @Override
  public String toString() {
    return "%s://%s:%d/%d".formatted(url.getScheme(), url.getHost(), port(), database);
  }
}
