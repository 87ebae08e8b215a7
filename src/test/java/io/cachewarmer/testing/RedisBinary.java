package io.cachewarmer.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** The redis-server programs that tests may start: the one on PATH, and the one in a test artifact. */
record RedisBinary(Path path, String source) {

  static RedisBinary any() {
    return TestRedisSource.isForced(TestRedisSource.EMBEDDED)
        ? embedded()
        : onPath().orElseGet(RedisBinary::embedded);
  }

  static Optional<RedisBinary> onPath() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(file -> new RedisBinary(file, "PATH"));
  }

  static RedisBinary embedded() {
    try {
      var provider =
          ExecutableProvider.newJarResourceProvider(ExecutableProvider.newProvidedVersionsMap());
      return new RedisBinary(provider.get().toPath(), "embedded");
    } catch (IOException e) {
      throw new UncheckedIOException("no redis-server for this system in the test artifact", e);
    }
  }
}
