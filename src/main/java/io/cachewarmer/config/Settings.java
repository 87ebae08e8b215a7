package io.cachewarmer.config;

import io.cachewarmer.prompt.Route;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every setting but the schedules, which are a list and have only a place in the file. */
final class Settings {

  private static final List<Setting<?>> DECLARED = new ArrayList<>();

  private static final int MANY = 1_000_000;
  private static final int MEBIBYTE = 1 << 20;
  private static final long TEBIBYTE = 1L << 40;
  private static final long YEAR_MILLIS = Duration.ofDays(365).toMillis();
  private static final int HIGHEST_PORT = 65_535;

  static final Setting<String> HOST =
      declare("http.host", "CACHE_WARMER_HOST", Urls.host(), "127.0.0.1");
  static final Setting<Integer> PORT = port("http.port", "CACHE_WARMER_PORT", 3006);
  static final Setting<Boolean> INSECURE = flag("http.insecure", "CACHE_WARMER_INSECURE", false);
  static final Setting<Optional<Path>> TOKENS_FILE =
      unset("http.tokens-file", "CACHE_WARMER_TOKENS_FILE", Form.path());

  static final Setting<Optional<URI>> REDIS_URL = unset("redis.url", "REDIS_URL", Urls.redis());
  static final Setting<Optional<String>> REDIS_HOST =
      unset("redis.host", "REDIS_HOST", Urls.host());
  static final Setting<Integer> REDIS_PORT =
      integer("redis.port", "REDIS_PORT", 1, HIGHEST_PORT, 6379);
  static final Setting<Integer> REDIS_DB =
      integer("redis.cache-database", "REDIS_DB", 0, 65_535, 0);
  static final Setting<Integer> REDIS_ANALYTICS_DB =
      integer("redis.analytics-database", "REDIS_ANALYTICS_DB", 0, 65_535, 2);
  static final Setting<String> REDIS_KEY_PREFIX =
      declare("redis.key-prefix", "REDIS_KEY_PREFIX", Form.word(64), "walmart:");

  static final Setting<Boolean> WARMING_ENABLED =
      flag("warming.enabled", "CACHE_WARMING_ENABLED", true);
  static final Setting<Duration> INTERVAL =
      millis("warming.interval", "CACHE_WARMING_INTERVAL", 1_000, YEAR_MILLIS, 300_000);
  static final Setting<Integer> BATCH_SIZE =
      integer("warming.batch-size", "CACHE_WARMING_BATCH_SIZE", 1, 500, 10);
  static final Setting<Integer> CONCURRENCY =
      integer("warming.concurrency", "CACHE_WARMING_CONCURRENCY", 1, 1_000, 3);
  static final Setting<Integer> MAX_ITEMS =
      integer("warming.max-items", "CACHE_WARMING_MAX_ITEMS", 1, MANY, 100);
  static final Setting<Long> MEMORY_LIMIT = declare(
      "warming.memory-limit",
      "CACHE_WARMING_MEMORY_LIMIT",
      Form.bytes(1, TEBIBYTE),
      100L * MEBIBYTE);
  static final Setting<Duration> TTL =
      millis("warming.ttl", "CACHE_WARMING_TTL", 1_000, YEAR_MILLIS, 3_600_000);
  static final Setting<Double> TTL_JITTER =
      declare("warming.ttl-jitter", "CACHE_WARMING_TTL_JITTER", Form.number(0, 0.9), 0.1);
  static final Setting<Double> PRIORITY_THRESHOLD = declare(
      "warming.priority-threshold", "CACHE_WARMING_PRIORITY_THRESHOLD", Form.number(0, 1), 0.7);
  static final Setting<Integer> MIN_ACCESS_COUNT =
      integer("warming.min-access-count", "CACHE_WARMING_MIN_ACCESS_COUNT", 0, MANY, 5);
  static final Setting<Double> BUDGET =
      declare("warming.budget", "CACHE_WARMING_BUDGET", Form.number(0, 1_000), 0.25);
  static final Setting<Integer> UPSTREAM_PER_MINUTE =
      integer("warming.upstream-per-minute", "CACHE_WARMING_UPSTREAM_PER_MINUTE", 0, MANY, 0);
  static final Setting<Double> HOLD_OUT =
      declare("warming.hold-out", "CACHE_WARMING_HOLD_OUT", Form.number(0, 0.5), 0.02);
  static final Setting<Boolean> ADAPT_SHARES =
      flag("warming.adapt-shares", "CACHE_WARMING_ADAPT_SHARES", true);
  static final Setting<Boolean> ON_START = flag("warming.on-start", "CACHE_WARMING_ON_START", true);
  static final Setting<ZoneId> TIMEZONE =
      declare("warming.timezone", "CACHE_WARMING_TIMEZONE", Form.zone(), ZoneId.systemDefault());
  static final Setting<Integer> COMPRESS_ITEMS_ABOVE = integer(
      "warming.compress-items-above", "CACHE_WARMING_COMPRESS_ABOVE", 0, Integer.MAX_VALUE, 0);
  static final Setting<Integer> COMPRESS_ANSWERS_ABOVE = integer(
      "warming.compress-answers-above",
      "CACHE_WARMING_COMPRESS_ANSWERS_ABOVE",
      0,
      Integer.MAX_VALUE,
      1024);
  static final Setting<Long> HEAP_BYTES =
      declare("warming.heap-bytes", "CACHE_WARMER_HEAP_BYTES", Form.bytes(0, TEBIBYTE), 0L);

  static final Setting<Double> SAMPLE_RATE =
      declare("analytics.sample-rate", "ANALYTICS_SAMPLE_RATE", Form.positiveShare(), 1.0);
  static final Setting<Duration> RETENTION = declare(
      "analytics.retention-days",
      "ANALYTICS_RETENTION_DAYS",
      Form.days(1, 3_650),
      Duration.ofDays(7));
  static final Setting<Double> DECAY_FACTOR =
      declare("analytics.decay-factor", "ANALYTICS_DECAY_FACTOR", Form.positiveShare(), 0.95);
  static final Setting<Integer> MAX_PATTERNS =
      integer("analytics.max-patterns", "ANALYTICS_MAX_PATTERNS", 1, 10 * MANY, 50_000);

  static final Setting<Boolean> PATTERN = flag("strategies.pattern", "STRATEGY_PATTERN", true);
  static final Setting<Boolean> TIME = flag("strategies.time", "STRATEGY_TIME", true);
  static final Setting<Boolean> RELATED = flag("strategies.related", "STRATEGY_RELATED", true);
  static final Setting<Boolean> PREDICTIVE =
      flag("strategies.predictive", "STRATEGY_PREDICTIVE", true);
  static final Setting<Boolean> OLLAMA = flag("strategies.ollama", "STRATEGY_OLLAMA", true);
  static final Setting<Boolean> GROCERY = flag("strategies.grocery", "STRATEGY_GROCERY", true);

  static final Setting<Optional<String>> ORIGIN_URL =
      unset("origin.url", "GROCERY_ORIGIN_URL", Urls.template());
  static final Setting<Optional<Path>> CATALOGUE =
      unset("origin.catalogue", "GROCERY_ORIGIN_CATALOGUE", Form.path());
  static final Setting<Duration> ORIGIN_TIMEOUT =
      millis("origin.timeout", "GROCERY_ORIGIN_TIMEOUT", 10, 600_000, 5_000);
  static final Setting<Integer> ORIGIN_MAX_BYTES =
      integer("origin.max-bytes", "GROCERY_ORIGIN_MAX_BYTES", 1, 256 * MEBIBYTE, MEBIBYTE);
  static final Setting<Integer> ORIGIN_RETRIES =
      integer("origin.retries", "GROCERY_ORIGIN_RETRIES", 0, 10, 2);
  static final Setting<Integer> ORIGIN_MAX_CONCURRENT =
      integer("origin.max-concurrent", "GROCERY_ORIGIN_MAX_CONCURRENT", 1, 1_000, 64);

  static final Setting<Optional<URI>> OLLAMA_URL = unset("ollama.url", "OLLAMA_URL", Urls.web());
  static final Setting<String> OLLAMA_MODEL =
      declare("ollama.model", "OLLAMA_MODEL", Form.word(128), "llama3.2:3b");
  static final Setting<Integer> OLLAMA_WARM_CONCURRENCY =
      integer("ollama.warm-concurrency", "OLLAMA_WARM_CONCURRENCY", 1, 64, 1);
  static final Setting<Integer> OLLAMA_PROXY_PORT =
      port("ollama.proxy-port", "OLLAMA_PROXY_PORT", Config.Ollama.DEFAULT_PROXY_PORT);
  static final Setting<Duration> OLLAMA_TIMEOUT =
      millis("ollama.timeout", "OLLAMA_TIMEOUT", 100, 86_400_000, 600_000);
  static final Setting<Duration> OLLAMA_HARD_AGE =
      millis("ollama.hard-age", "OLLAMA_HARD_AGE", 0, YEAR_MILLIS, 86_400_000);
  static final Setting<Boolean> OLLAMA_CACHE_SAMPLED =
      flag("ollama.cache-sampled", "OLLAMA_CACHE_SAMPLED", true);
  static final Setting<Optional<Set<Route>>> OLLAMA_NORMALISE =
      unset("ollama.normalise", "OLLAMA_NORMALISE", Form.routes());
  static final Setting<Boolean> OLLAMA_GROCERY_COMMANDS =
      flag("ollama.grocery-commands", "OLLAMA_GROCERY_COMMANDS", true);

  static final Setting<Path> SQLITE_PATH =
      declare("sqlite.path", "SQLITE_PATH", Form.path(), Path.of("data", "cache-warmer.db"));
  static final Setting<Duration> SQLITE_SNAPSHOT_INTERVAL =
      millis("sqlite.snapshot-interval", "SQLITE_SNAPSHOT_INTERVAL", 100, YEAR_MILLIS, 60_000);
  static final Setting<String> SQLITE_SYNCHRONOUS = declare(
      "sqlite.synchronous", "SQLITE_SYNCHRONOUS", Form.oneOf(List.of("normal", "full")), "normal");

  static final Setting<Optional<List<Config.Member>>> CLUSTER_MEMBERS =
      unset("cluster.members", "CACHE_WARMER_CLUSTER_MEMBERS", ClusterSettings.members());
  static final Setting<Optional<String>> CLUSTER_SERVICE =
      unset("cluster.service", "CACHE_WARMER_CLUSTER_SERVICE", Urls.host());
  static final Setting<Optional<Integer>> CLUSTER_PORT =
      unset("cluster.port", "CACHE_WARMER_CLUSTER_PORT", Form.integer(1, HIGHEST_PORT));
  static final Setting<String> CLUSTER_HOST =
      declare("cluster.host", "CACHE_WARMER_CLUSTER_HOST", Urls.host(), "127.0.0.1");
  static final Setting<String> CLUSTER_NAME =
      declare("cluster.name", "CACHE_WARMER_CLUSTER_NAME", Form.word(64), "cache-warmer");
  static final Setting<Optional<Path>> CLUSTER_TLS_CERT =
      unset("cluster.tls-cert", "CACHE_WARMER_CLUSTER_TLS_CERT", Form.path());
  static final Setting<Optional<Path>> CLUSTER_TLS_KEY =
      unset("cluster.tls-key", "CACHE_WARMER_CLUSTER_TLS_KEY", Form.path());
  static final Setting<Optional<Path>> CLUSTER_TLS_CA =
      unset("cluster.tls-ca", "CACHE_WARMER_CLUSTER_TLS_CA", Form.path());
  static final Setting<Duration> NEAR_CACHE_TTL =
      millis("cluster.near-cache-ttl", "CACHE_WARMER_NEAR_CACHE_TTL", 0, 10_000, 1_000);
  static final Setting<Long> NEAR_CACHE_BYTES = declare(
      "cluster.near-cache-bytes",
      "CACHE_WARMER_NEAR_CACHE_BYTES",
      Form.bytes(0, TEBIBYTE),
      8L * MEBIBYTE);

  static final Setting<String> LOG_LEVEL = declare(
      "log.level", "LOG_LEVEL", Form.oneOf(List.of("debug", "info", "warn", "error")), "info");
  static final Setting<String> LOG_FORMAT =
      declare("log.format", "LOG_FORMAT", Form.oneOf(List.of("json", "text")), "json");

  private Settings() {}

  static List<Setting<?>> all() {
    return Collections.unmodifiableList(DECLARED);
  }

  private static Setting<Boolean> flag(String path, String environment, boolean otherwise) {
    return declare(path, environment, Form.flag(), otherwise);
  }

  private static Setting<Integer> integer(
      String path, String environment, int least, int most, int otherwise) {
    return declare(path, environment, Form.integer(least, most), otherwise);
  }

  private static Setting<Integer> port(String path, String environment, int otherwise) {
    return integer(path, environment, 0, HIGHEST_PORT, otherwise);
  }

  private static Setting<Duration> millis(
      String path, String environment, long least, long most, long otherwise) {
    return declare(path, environment, Form.millis(least, most), Duration.ofMillis(otherwise));
  }

  private static <T> Setting<Optional<T>> unset(String path, String environment, Form<T> form) {
    return declare(path, environment, form.optional(), Optional.empty());
  }

  private static <T> Setting<T> declare(
      String path, String environment, Form<T> form, T otherwise) {
    var setting = new Setting<>(path, environment, form, otherwise);
    DECLARED.add(setting);
    return setting;
  }
}
