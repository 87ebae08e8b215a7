package io.cachewarmer.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Gives tests a {@link RedisServer}: the one at REDIS_TEST_URL, else a container where Docker answers,
 * else redis-server from PATH, else the one in a test artifact. Where none is to be had the test fails:
 * a skipped test would pass for a proof. One server a run, told on standard output.
 */
public final class RealRedis implements ParameterResolver {

  private static final String IMAGE = "redis:7-alpine";

  /** An unreachable registry is retried for minutes; the next source is better. */
  private static final int DOCKER_SECONDS = 30;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == RedisServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return server(test);
  }

  static RedisServer server(ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(RealRedis.class))
        .getOrComputeIfAbsent(RedisServer.class, type -> open(), RedisServer.class);
  }

  private static RedisServer open() {
    var failed = new ArrayList<String>();
    for (var source :
        TestRedisSource.forced().map(List::of).orElse(List.of(TestRedisSource.values()))) {
      try {
        var found = open(source);
        if (found.isPresent()) {
          var server = found.get();
          System.out.printf(
              "Redis for tests: %s redis-server %s at %s:%d%n",
              server.source(),
              server.version(),
              server.url().getHost(),
              server.url().getPort());
          return server;
        }
        failed.add(source + ": none");
      } catch (Exception | LinkageError e) {
        failed.add(source + ": " + e);
      }
    }
    throw new IllegalStateException("no real Redis for the tests; tried " + failed);
  }

  private static Optional<RedisServer> open(TestRedisSource source) throws Exception {
    return switch (source) {
      case URL ->
        Optional.ofNullable(System.getenv("REDIS_TEST_URL"))
            .map(url -> RedisServer.at(URI.create(url), "REDIS_TEST_URL", () -> {}));
      case DOCKER -> container();
      case PATH -> RedisBinary.onPath().map(RealRedis::process);
      case EMBEDDED -> Optional.of(process(RedisBinary.embedded()));
    };
  }

  private static RedisServer process(RedisBinary binary) {
    var process = RedisProcess.start(binary);
    return RedisServer.at(process.url(), binary.source(), process::close);
  }

  private static Optional<RedisServer> container() throws Exception {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.empty();
    }
    return Optional.of(CompletableFuture.supplyAsync(RealRedis::startContainer)
        .get(DOCKER_SECONDS, TimeUnit.SECONDS));
  }

  @SuppressWarnings("resource") // ends with the server that is made of it
  private static RedisServer startContainer() {
    var container = new GenericContainer<>(DockerImageName.parse(IMAGE))
        .withExposedPorts(6379)
        .withCommand("redis-server", "--save", "", "--appendonly", "no");
    container.start();
    var url = URI.create("redis://" + container.getHost() + ":" + container.getMappedPort(6379));
    return RedisServer.at(url, "Docker " + IMAGE, container::stop);
  }
}
