package io.cachewarmer.redis;

import java.time.Duration;

/**
 * How long Redis may take. The client knows no command timeout of its own: without these a stopped
 * Redis would hold every caller for ever.
 *
 * @param read for commands whose answer somebody waits for
 * @param write for all others
 * @param handshake from the first packet until the connection is usable
 * @param keepAlive between two PINGs on an otherwise idle connection
 */
public record Deadlines(Duration read, Duration write, Duration handshake, Duration keepAlive) {

  public static Deadlines standard() {
    return new Deadlines(
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofMillis(2000),
        Duration.ofSeconds(5));
  }
}
