package io.cachewarmer.testing;

import java.util.Locale;
import java.util.Optional;

/**
 * Where tests get their Redis from, in this order. One of them is forced by the system property {@code
 * redis.test.source} or the environment variable {@code REDIS_TEST_SOURCE}.
 */
enum TestRedisSource {
  URL,
  DOCKER,
  PATH,
  EMBEDDED;

  static Optional<TestRedisSource> forced() {
    return Optional.ofNullable(System.getProperty("redis.test.source"))
        .or(() -> Optional.ofNullable(System.getenv("REDIS_TEST_SOURCE")))
        .filter(name -> !name.isBlank())
        .map(name -> valueOf(name.toUpperCase(Locale.ROOT)));
  }

  static boolean isForced(TestRedisSource source) {
    return forced().filter(source::equals).isPresent();
  }
}
