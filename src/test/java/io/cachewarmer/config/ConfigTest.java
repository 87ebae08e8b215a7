package io.cachewarmer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

  @TempDir
  Path directory;

  @Test
  void anEmptyEnvironmentIsTheDocumentedDefault() {
    var config = load(Map.of());
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(3006);
    assertThat(config.redis().url()).isEmpty();
    assertThat(config.redis().analyticsDatabase()).isEqualTo(2);
    assertThat(config.redis().keyPrefix()).isEqualTo("walmart:");
    assertThat(config.warming().interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.warming().ttl()).isEqualTo(Duration.ofHours(1));
    assertThat(config.warming().memoryLimit()).isEqualTo(104_857_600);
    assertThat(config.warming().heapBytes()).isEqualTo(131_072_000);
    assertThat(config.warming().compressItemsAbove()).isZero();
    assertThat(config.warming().compressAnswersAbove()).isEqualTo(1024);
    assertThat(config.ollama().urlIsSet()).isFalse();
    assertThat(config.sqlite().path()).isEqualTo(directory.resolve("data/cache-warmer.db"));
    assertThat(config.schedules())
        .extracting(Config.Schedule::name)
        .containsExactly(
            "morning_peak", "lunch_peak", "evening_peak", "weekend_prep", "sunday_planning");
  }

  @Test
  void theEnvironmentBeatsTheFileAndTheFileBeatsTheDefault() throws IOException {
    write("warming: {interval: 60000, max-items: 7}");
    var config = load(Map.of("CACHE_WARMING_INTERVAL", "2000"));
    assertThat(config.warming().interval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.warming().maxItems()).isEqualTo(7);
    assertThat(config.warming().batchSize()).isEqualTo(10);
  }

  @Test
  void anEmptyValueIsNoValueAndSpacesAroundOneDoNotMatter() {
    var config =
        load(Map.of("CACHE_WARMER_PORT", "  ", "REDIS_HOST", "", "CACHE_WARMING_TTL", " 5000 "));
    assertThat(config.http().port()).isEqualTo(3006);
    assertThat(config.redis().url()).isEmpty();
    assertThat(config.warming().ttl()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CACHE_WARMER_PORT | http",
        "CACHE_WARMER_PORT | 65536",
        "CACHE_WARMER_PORT | -1",
        "CACHE_WARMER_PORT | tcp://10.0.0.1:3006",
        "CACHE_WARMER_HOST | two words",
        "CACHE_WARMER_INSECURE | yes",
        "REDIS_PORT | 0",
        "REDIS_DB | -1",
        "REDIS_DB | 2",
        "REDIS_KEY_PREFIX | a b",
        "REDIS_URL | http://localhost",
        "REDIS_URL | redis:localhost",
        "REDIS_URL | redis://localhost/5",
        "REDIS_URL | redis://localhost?db=5",
        "CACHE_WARMING_ENABLED | 1",
        "CACHE_WARMING_INTERVAL | 999",
        "CACHE_WARMING_INTERVAL | 5m",
        "CACHE_WARMING_INTERVAL | 9223372036854775808",
        "CACHE_WARMING_TTL | 999",
        "CACHE_WARMING_TTL | 31536000001",
        "CACHE_WARMING_TTL_EXTENSION | 0",
        "CACHE_WARMING_TTL_EXTENSION | 3.6",
        "CACHE_WARMING_TTL_JITTER | NaN",
        "CACHE_WARMING_TTL_JITTER | 0.91",
        "CACHE_WARMING_TTL_JITTER | -0.1",
        "CACHE_WARMING_TTL_JITTER | 1d",
        "CACHE_WARMING_BATCH_SIZE | 0",
        "CACHE_WARMING_BATCH_SIZE | 4294967297",
        "CACHE_WARMING_CONCURRENCY | 0",
        "CACHE_WARMING_MAX_ITEMS | 1e2",
        "CACHE_WARMING_MEMORY_LIMIT | 100MB",
        "CACHE_WARMING_MEMORY_LIMIT | 0",
        "CACHE_WARMER_HEAP_BYTES | 1000",
        "CACHE_WARMING_PRIORITY_THRESHOLD | 1.01",
        "CACHE_WARMING_BUDGET | Infinity",
        "CACHE_WARMING_BUDGET | 1e309",
        "CACHE_WARMING_TIMEZONE | Mars/Olympus",
        "CACHE_WARMING_COMPRESS_ABOVE | -1",
        "ANALYTICS_SAMPLE_RATE | 0",
        "ANALYTICS_DECAY_FACTOR | 1.5",
        "ANALYTICS_RETENTION_DAYS | 0",
        "ANALYTICS_MAX_PATTERNS | 0",
        "STRATEGY_TIME | on",
        "GROCERY_ORIGIN_URL | http://catalog/items",
        "GROCERY_ORIGIN_URL | ftp://catalog/{id}",
        "GROCERY_ORIGIN_URL | http://{id}/items",
        "GROCERY_ORIGIN_URL | http://user:secret@catalog/{id}",
        "GROCERY_ORIGIN_URL | http://catalog/{id}#top",
        "GROCERY_ORIGIN_CATALOGUE | nowhere.csv",
        "OLLAMA_URL | localhost:11434",
        "OLLAMA_WARM_CONCURRENCY | 0",
        "OLLAMA_PROXY_PORT | 3006",
        "OLLAMA_NORMALISE | /api/chat,/api/embed",
        "OLLAMA_NORMALISE | /api/chat /api/generate",
        "OLLAMA_GROCERY_COMMANDS | yes",
        "SQLITE_PATH | .",
        "SQLITE_SYNCHRONOUS | off",
        "CACHE_WARMER_TOKENS_FILE | nowhere",
        "CACHE_WARMER_CLUSTER_MEMBERS | 203.0.113.1:5701",
        "CACHE_WARMER_CLUSTER_MEMBERS | 127.0.0.1",
        "CACHE_WARMER_CLUSTER_MEMBERS | 127.0.0.1:0",
        "CACHE_WARMER_CLUSTER_MEMBERS | 127.0.0.1:5701,127.0.0.1:5701",
        "CACHE_WARMER_CLUSTER_PORT | 5701",
        "CACHE_WARMER_CLUSTER_PORT | tcp://10.0.0.1:5701",
        "CACHE_WARMER_NEAR_CACHE_TTL | 60000",
        "CACHE_WARMER_CONFIG | nowhere.yaml",
        "LOG_LEVEL | TRACE",
        "LOG_FORMAT | xml",
      })
  void aValueThatCannotBeUsedIsOneProblemThatNamesTheSetting(String name, String value) {
    assertThat(problemsOf(Map.of(name, value))).singleElement().asString().contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "CACHE_WARMER_PORT, 0",
    "CACHE_WARMER_PORT, 65535",
    "CACHE_WARMING_INTERVAL, 1000",
    "CACHE_WARMING_TTL, 1000",
    "CACHE_WARMING_TTL_JITTER, 0",
    "CACHE_WARMING_TTL_JITTER, .9",
    "CACHE_WARMING_BUDGET, 1e-3",
    "CACHE_WARMING_BUDGET, 0",
    "ANALYTICS_SAMPLE_RATE, 0.001",
    "STRATEGY_TIME, FALSE",
    "CACHE_WARMER_INSECURE, True",
    "LOG_LEVEL, WARN",
    "LOG_FORMAT, text",
    "OLLAMA_PROXY_PORT, 0",
    "OLLAMA_NORMALISE, '/api/chat, /v1/chat/completions'",
    "CACHE_WARMER_HOST, ::1",
    "CACHE_WARMER_HOST, 127.9.9.9",
    "CACHE_WARMER_HOST, localhost",
    "CACHE_WARMING_TIMEZONE, America/New_York",
    "GROCERY_ORIGIN_URL, https://catalog:8443/items?id={id}",
    "CACHE_WARMING_CONCURRENCY, 1000",
  })
  void theOutermostValuesAreTaken(String name, String value) {
    assertThat(load(Map.of(name, value))).isNotNull();
  }

  @Test
  void allProblemsAreToldAtOnceFromTheEnvironmentAndFromTheFile() throws IOException {
    write(
        "warming: {ttl: soon, intervall: 5}\nschedules: [{name: x, cron: '99 * * * *', strategy: full}]");
    assertThat(problemsOf(
            Map.of("CACHE_WARMER_PORT", "http", "CACHE_WARMING_TLL", "1", "REDIS_PORT", "0")))
        .hasSize(6)
        .anySatisfy(p -> assertThat(p).contains("warming.ttl in cache-warmer.yaml", "'soon'"))
        .anySatisfy(
            p -> assertThat(p).contains("warming.intervall", "did you mean warming.interval?"))
        .anySatisfy(
            p -> assertThat(p).contains("CACHE_WARMING_TLL", "did you mean CACHE_WARMING_TTL?"))
        .anySatisfy(p -> assertThat(p).contains("schedule 'x'", "'99 * * * *'"));
  }

  @Test
  void namesOfOthersInTheEnvironmentAreLeftAlone() {
    assertThat(load(Map.of("PATH", "/bin", "REDIS_PASSWORD", "x", "CACHE_DIR", "/tmp")))
        .isNotNull();
  }

  @Test
  void theOldNameOfTheTtlIsInSecondsAndTheNewNameWins() throws IOException {
    write("warming: {ttl: 60000}");
    assertThat(load(Map.of("CACHE_WARMING_TTL_EXTENSION", "3600")).warming().ttl())
        .isEqualTo(Duration.ofHours(1));
    assertThat(load(Map.of("CACHE_WARMING_TTL_EXTENSION", "3600", "CACHE_WARMING_TTL", "7000"))
            .warming()
            .ttl())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @CsvSource({
    "redis://cache, redis://cache:6379",
    "redis://cache/, redis://cache:6379",
    "redis://cache:7000/0, redis://cache:7000",
    "rediss://me:p%40ss@cache, rediss://me:p%40ss@cache:6379",
    "redis://:secret@[::1]:6380, redis://:secret@[::1]:6380",
  })
  void theRedisUrlBeatsHostAndPort(String given, String effective) {
    var redis = load(Map.of("REDIS_URL", given, "REDIS_HOST", "other", "REDIS_PORT", "1"))
        .redis();
    assertThat(redis.url()).contains(URI.create(effective));
  }

  @Test
  void hostAndPortMakeARedisUrl() {
    assertThat(load(Map.of("REDIS_HOST", "cache", "REDIS_PORT", "7000")).redis().url())
        .contains(URI.create("redis://cache:7000"));
    assertThat(load(Map.of("REDIS_HOST", "::1")).redis().url())
        .contains(URI.create("redis://[::1]:6379"));
  }

  @Test
  void noPasswordIsEverShown() {
    var config = load(Map.of("REDIS_URL", "redis://me:hunter2@cache"));
    assertThat(config.describe().toString())
        .doesNotContain("hunter2")
        .contains("redis://***@cache:6379");
    assertThat(config.toString()).doesNotContain("hunter2");
    assertThat(problemsOf(Map.of("REDIS_URL", "redis://me:hunter2@cache/x")).toString())
        .doesNotContain("hunter2");
    assertThat(problemsOf(Map.of("REDIS_URL", "redis://me:hun/ter2@cache")).toString())
        .doesNotContain("ter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "cache.example.com", "127.example.com"})
  void aHostThatOthersReachNeedsTokensOrConsent(String host) throws IOException {
    assertThat(problemsOf(Map.of("CACHE_WARMER_HOST", host)))
        .singleElement()
        .asString()
        .contains("CACHE_WARMER_TOKENS_FILE", "CACHE_WARMER_INSECURE=true");
    assertThat(load(Map.of("CACHE_WARMER_HOST", host, "CACHE_WARMER_INSECURE", "true"))
            .http()
            .host())
        .isEqualTo(host);
    Files.writeString(directory.resolve("tokens"), "agent 00 read\n");
    assertThat(load(Map.of("CACHE_WARMER_HOST", host, "CACHE_WARMER_TOKENS_FILE", "tokens"))
            .http()
            .tokensFile())
        .contains(directory.resolve("tokens"));
  }

  @Test
  void theZoneOfSchedulesIsTheOneNamed() {
    assertThat(load(Map.of("CACHE_WARMING_TIMEZONE", "Europe/Berlin")).warming().timezone())
        .isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(load(Map.of("CACHE_WARMING_TIMEZONE", "system")).warming().timezone())
        .isEqualTo(ZoneId.systemDefault());
  }

  @Test
  void schedulesOfTheFileReplaceTheDefaults() throws IOException {
    write("schedules: [{name: tea, cron: '0 16 * * 1-5', items: ['grocery:tea', 'grocery:milk']}]");
    assertThat(load(Map.of()).schedules())
        .containsExactly(new Config.Schedule(
            "tea", "0 16 * * 1-5", "full", List.of("grocery:tea", "grocery:milk")));
    write("schedules: []");
    assertThat(load(Map.of()).schedules()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: a, cron: '0 0 * *', strategy: full} | cannot be read",
        "{name: a, cron: '61 0 * * *', strategy: full} | cannot be read",
        "{name: a, strategy: full} | cannot be read",
        "{name: a, cron: '0 0 * * *', strategy: fulll} | must have a strategy",
        "{name: a, cron: '0 0 * * *'} | must have a strategy",
        "{name: 'a b', cron: '0 0 * * *', strategy: full} | must have a name",
        "{cron: '0 0 * * *', strategy: full} | must have a name",
        "{name: a, cron: '0 0 * * *', strategy: full, item: [x]} | did you mean items?",
        "{name: a, cron: '0 0 * * *', strategy: full, items: x} | items as a list",
        "{name: a, cron: '0 0 * * *', strategy: full, items: ['']} | items as a list",
        "just text | must have a name",
      })
  void aScheduleThatCannotRunIsNamed(String schedule, String expected) throws IOException {
    write("schedules: [" + schedule + "]");
    assertThat(problemsOf(Map.of())).anySatisfy(p -> assertThat(p).contains("schedule", expected));
  }

  @Test
  void twoSchedulesOfOneNameAreRefused() throws IOException {
    var one = "{name: a, cron: '0 0 * * *', strategy: full}";
    write("schedules: [" + one + ", " + one + "]");
    assertThat(problemsOf(Map.of()))
        .singleElement()
        .asString()
        .contains("schedule 'a' is there twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "warming: [1, 2] | warming in cache-warmer.yaml is not known",
        "warming: {ttl: [1]} | must be a single value",
        "warming: {ttl: {a: 1}} | must be a single value",
        "warming: 5 | warming in cache-warmer.yaml is not known",
        "- a | must be a map of sections",
        "warming: {ttl: 1000 | not valid YAML",
        "'warming: {ttl: 1000, ttl: 2000}' | not valid YAML",
        "schedules: 5 | schedules must be a list",
        "warming: {ttl: .nan} | Malformed numeric value",
        "waming: {ttl: 1000} | did you mean warming.ttl?",
      })
  void aFileOfAnotherShapeIsAProblem(String yaml, String expected) throws IOException {
    write(yaml);
    assertThat(problemsOf(Map.of())).singleElement().asString().contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "warming:", "---", "redis: {url: , host: ''}"})
  void aFileThatSaysNothingChangesNothing(String yaml) throws IOException {
    write(yaml);
    var withFile = load(Map.of());
    Files.delete(directory.resolve("conf/cache-warmer.yaml"));
    assertThat(withFile).isEqualTo(load(Map.of()));
  }

  @Test
  void moreConcurrencyThanTheOriginIsAllowedIsAProblem() {
    var env = new HashMap<>(
        Map.of("CACHE_WARMING_CONCURRENCY", "65", "GROCERY_ORIGIN_URL", "http://c/{id}"));
    assertThat(problemsOf(env))
        .singleElement()
        .asString()
        .contains("GROCERY_ORIGIN_MAX_CONCURRENT");
    env.put("GROCERY_ORIGIN_MAX_CONCURRENT", "65");
    assertThat(load(env).warming().concurrency()).isEqualTo(65);
  }

  @Test
  void theDescriptionHoldsEverySettingOnce() {
    var described = load(Map.of()).describe();
    assertThat(described)
        .containsEntry("http.port", "3006")
        .containsEntry("warming.ttl", "PT1H")
        .containsEntry("redis.url", "unset")
        .containsEntry("schedules.lunch_peak", "0 11 * * * partial items=0");
    assertThat(described.keySet()).doesNotHaveDuplicates().hasSizeGreaterThan(50);
  }

  @Test
  void theMessageListsTheProblemsALineEach() {
    assertThatThrownBy(() -> load(Map.of("CACHE_WARMER_PORT", "http", "LOG_FORMAT", "xml")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith(
            "the configuration has 2 problem(s):\n  - CACHE_WARMER_PORT must be");
  }

  private Config load(Map<String, String> environment) {
    return Config.load(environment, directory);
  }

  private List<String> problemsOf(Map<String, String> environment) {
    var e = catchThrowableOfType(InvalidConfigException.class, () -> load(environment));
    assertThat(e).as("refused").isNotNull();
    return e.problems();
  }

  private void write(String yaml) throws IOException {
    Files.createDirectories(directory.resolve("conf"));
    Files.writeString(directory.resolve("conf/cache-warmer.yaml"), yaml);
  }
}
