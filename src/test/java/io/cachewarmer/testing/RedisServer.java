package io.cachewarmer.testing;

import java.net.URI;

/**
 * A real Redis for tests, shared by all of them: each keeps to a key prefix of its own.
 *
 * @param source where it comes from
 */
public record RedisServer(URI url, String source, String version, Runnable end)
    implements AutoCloseable {

  static RedisServer at(URI url, String source, Runnable end) {
    try (var wire = new RedisWire(url)) {
      var version = wire.call("INFO", "server")
          .lines()
          .filter(line -> line.startsWith("redis_version:"))
          .map(line -> line.substring("redis_version:".length()).strip())
          .findFirst()
          .orElse("of unknown version");
      return new RedisServer(url, source, version, end);
    }
  }

  public RedisWire wire() {
    return new RedisWire(url);
  }

  @Override
  public void close() {
    end.run();
  }
}
