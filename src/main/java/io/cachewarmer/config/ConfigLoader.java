package io.cachewarmer.config;

import static io.cachewarmer.config.Settings.*;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns the environment and the file into a {@link Config}, or into every problem of theirs. */
final class ConfigLoader {

  static final String FILE_NAME = "CACHE_WARMER_CONFIG";
  private static final String OURS = "CACHE_WARM";
  private static final Path DEFAULT_FILE = Path.of("conf", "cache-warmer.yaml");

  private final Map<String, String> environment;
  private final Path workingDirectory;
  private final Problems problems = new Problems();
  private final Values values;
  private final ConfigFile file;

  ConfigLoader(Map<String, String> environment, Path workingDirectory) {
    this.environment = Map.copyOf(environment);
    this.workingDirectory = workingDirectory;
    this.file = file();
    this.values = new Values(this.environment, file, problems);
  }

  Config load(Function<Config, List<String>> contents) {
    rejectUnknownNames();
    var config = new Config(
        new Config.Http(
            values.get(HOST),
            values.get(PORT),
            values.get(INSECURE),
            values.get(TOKENS_FILE).map(this::here)),
        redis(),
        warming(),
        new Config.Analytics(
            values.get(SAMPLE_RATE),
            values.get(RETENTION),
            values.get(DECAY_FACTOR),
            values.get(MAX_PATTERNS)),
        new Config.Strategies(
            values.get(PATTERN),
            values.get(TIME),
            values.get(RELATED),
            values.get(PREDICTIVE),
            values.get(OLLAMA),
            values.get(GROCERY)),
        new Config.Origin(
            values.get(ORIGIN_URL),
            values.get(CATALOGUE).map(this::here),
            values.get(ORIGIN_TIMEOUT),
            values.get(ORIGIN_MAX_BYTES),
            values.get(ORIGIN_RETRIES),
            values.get(ORIGIN_MAX_CONCURRENT)),
        new Config.Ollama(
            values.get(OLLAMA_URL).orElse(URI.create("http://localhost:11434")),
            values.isGiven(OLLAMA_URL),
            values.get(OLLAMA_MODEL),
            values.get(OLLAMA_WARM_CONCURRENCY),
            values.get(OLLAMA_PROXY_PORT),
            values.get(OLLAMA_TIMEOUT),
            values.get(OLLAMA_HARD_AGE),
            values.get(OLLAMA_CACHE_SAMPLED),
            values.get(OLLAMA_NORMALISE).orElse(Set.of()),
            values.get(OLLAMA_GROCERY_COMMANDS)),
        new Config.Sqlite(
            here(values.get(SQLITE_PATH)),
            values.get(SQLITE_SYNCHRONOUS),
            values.get(SQLITE_SNAPSHOT_INTERVAL)),
        new ClusterSettings(values, problems, this::here).read(),
        new Config.Log(values.get(LOG_LEVEL), values.get(LOG_FORMAT)),
        Schedules.read(file.schedules(), problems));
    new CrossChecks(config, values, problems).run();
    contents.apply(config).forEach(problems::add);
    problems.throwIfAny();
    return config;
  }

  private Config.Redis redis() {
    return new RedisAddress(values, problems).read();
  }

  private Config.Warming warming() {
    long memoryLimit = values.get(MEMORY_LIMIT);
    long heapBytes = values.get(HEAP_BYTES);
    return new Config.Warming(
        values.get(WARMING_ENABLED),
        values.get(INTERVAL),
        values.get(BATCH_SIZE),
        values.get(CONCURRENCY),
        values.get(MAX_ITEMS),
        memoryLimit,
        TimeToLive.read(values),
        values.get(TTL_JITTER),
        values.get(PRIORITY_THRESHOLD),
        values.get(MIN_ACCESS_COUNT),
        values.get(BUDGET),
        values.get(UPSTREAM_PER_MINUTE),
        values.get(ON_START),
        values.get(TIMEZONE),
        values.get(COMPRESS_ITEMS_ABOVE),
        values.get(COMPRESS_ANSWERS_ABOVE),
        values.get(HOLD_OUT),
        values.get(ADAPT_SHARES),
        heapBytes == 0 ? memoryLimit + memoryLimit / 4 : heapBytes);
  }

  private ConfigFile file() {
    var named = environment.getOrDefault(FILE_NAME, "").strip();
    var path = here(named.isEmpty() ? DEFAULT_FILE : Path.of(named));
    if (Files.isRegularFile(path)) {
      var paths = Settings.all().stream().map(Setting::path).collect(Collectors.toSet());
      paths.add(ConfigFile.SCHEDULES);
      return ConfigFile.read(path, paths, problems);
    }
    if (!named.isEmpty()) {
      problems.add(
          "%s names '%s', which is not a file".formatted(FILE_NAME, Secrets.masked(named)));
    }
    return ConfigFile.none();
  }

  private void rejectUnknownNames() {
    var known = Settings.all().stream().map(Setting::environment).collect(Collectors.toSet());
    known.addAll(Set.of(FILE_NAME, TimeToLive.OLD_NAME));
    for (var name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(OURS) && !known.contains(name)) {
        problems.add("%s is not a setting; did you mean %s?"
            .formatted(Secrets.masked(name), Nearest.to(name, known)));
      }
    }
  }

  private Path here(Path path) {
    return workingDirectory.resolve(path);
  }
}
