package io.cachewarmer.config;

import static io.cachewarmer.config.Settings.*;

import java.nio.file.Files;
import java.nio.file.Path;

/** What must hold between settings, and between a setting and the machine. */
final class CrossChecks {

  private final Config config;
  private final Values values;
  private final Problems problems;

  CrossChecks(Config config, Values values, Problems problems) {
    this.config = config;
    this.values = values;
    this.problems = problems;
  }

  void run() {
    door();
    config.http().tokensFile().ifPresent(file -> mustBeReadable(TOKENS_FILE, file));
    config.origin().catalogue().ifPresent(file -> mustBeReadable(CATALOGUE, file));
    if (Files.isDirectory(config.sqlite().path())) {
      problems.add("%s is a folder; name a file in it".formatted(values.nameOf(SQLITE_PATH)));
    }
    limits();
    new ClusterChecks(config, values, problems).run();
  }

  private void door() {
    var http = config.http();
    if (!Urls.isLoopback(http.host()) && http.tokensFile().isEmpty() && !http.insecure()) {
      problems.add(
          ("%s '%s' can be reached from other machines: name a CACHE_WARMER_TOKENS_FILE, or set"
                  + " CACHE_WARMER_INSECURE=true if everybody there may read and control this service")
              .formatted(values.nameOf(HOST), http.host()));
    }
    if (http.port() != 0 && http.port() == config.ollama().proxyPort()) {
      problems.add("%s and %s are both %d; they must differ"
          .formatted(values.nameOf(PORT), values.nameOf(OLLAMA_PROXY_PORT), http.port()));
    }
  }

  private void limits() {
    var warming = config.warming();
    if (config.redis().url().isEmpty() && warming.heapBytes() < warming.memoryLimit()) {
      problems.add(
          "%s is %d, less than the %d of %s; without Redis the heap holds the warmed entries"
              .formatted(
                  values.nameOf(HEAP_BYTES),
                  warming.heapBytes(),
                  warming.memoryLimit(),
                  values.nameOf(MEMORY_LIMIT)));
    }
    if (config.origin().url().isPresent()
        && warming.concurrency() > config.origin().maxConcurrent()) {
      problems.add("%s is %d, more than the %d of %s; raise that one too"
          .formatted(
              values.nameOf(CONCURRENCY),
              warming.concurrency(),
              config.origin().maxConcurrent(),
              values.nameOf(ORIGIN_MAX_CONCURRENT)));
    }
  }

  private void mustBeReadable(Setting<?> setting, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      problems.add("%s names '%s', which is not a file that can be read"
          .formatted(values.nameOf(setting), Secrets.masked(file.toString())));
    }
  }
}
