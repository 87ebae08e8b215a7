package io.cachewarmer.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentedFileTest {

  private static final Path FILE = Path.of("conf", "cache-warmer.yaml");

  @TempDir
  Path empty;

  @Test
  void theFileSaysWhatTheCodeDoesWithoutIt() {
    var fromFile =
        Config.load(Map.of("CACHE_WARMER_CONFIG", FILE.toAbsolutePath().toString()), empty);
    assertThat(fromFile).isEqualTo(Config.load(Map.of(), empty));
  }

  @Test
  void everySettingStandsInTheFileWithItsEnvironmentName() throws Exception {
    var text = Files.readString(FILE);
    var inFile = new HashSet<String>();
    paths("", new YAMLMapper().readTree(text), inFile);
    inFile.remove(ConfigFile.SCHEDULES);
    assertThat(inFile)
        .isEqualTo(Settings.all().stream().map(Setting::path).collect(Collectors.toSet()));
    assertThat(Settings.all())
        .allSatisfy(setting -> assertThat(text).contains("[" + setting.environment() + "]"));
  }

  @Test
  void everyDefaultOfTheCodeIsWrittenOutInTheFile() throws Exception {
    var file = new YAMLMapper().readTree(Files.readString(FILE));
    var withDefault = Settings.all().stream()
        .filter(setting -> !setting.otherwise().equals(java.util.Optional.empty()))
        .toList();
    assertThat(withDefault).hasSizeGreaterThan(40).allSatisfy(setting -> {
      var node = file.at("/" + setting.path().replace('.', '/'));
      assertThat(setting.form().parse().apply(node.asText())).isEqualTo(setting.otherwise());
    });
  }

  @Test
  void everyNameOfTheContractIsKnown() {
    var contract = List.of(
        "CACHE_WARMER_HOST CACHE_WARMER_PORT CACHE_WARMER_INSECURE REDIS_HOST REDIS_PORT REDIS_DB",
        "REDIS_ANALYTICS_DB REDIS_URL REDIS_KEY_PREFIX CACHE_WARMING_ENABLED CACHE_WARMING_INTERVAL",
        "CACHE_WARMING_BATCH_SIZE CACHE_WARMING_CONCURRENCY CACHE_WARMING_MAX_ITEMS",
        "CACHE_WARMING_MEMORY_LIMIT CACHE_WARMING_TTL CACHE_WARMING_TTL_JITTER",
        "CACHE_WARMING_PRIORITY_THRESHOLD CACHE_WARMING_MIN_ACCESS_COUNT CACHE_WARMING_BUDGET",
        "CACHE_WARMING_ON_START CACHE_WARMING_TIMEZONE ANALYTICS_SAMPLE_RATE ANALYTICS_RETENTION_DAYS",
        "ANALYTICS_DECAY_FACTOR ANALYTICS_MAX_PATTERNS STRATEGY_PATTERN STRATEGY_TIME STRATEGY_RELATED",
        "STRATEGY_PREDICTIVE STRATEGY_OLLAMA STRATEGY_GROCERY GROCERY_ORIGIN_URL OLLAMA_URL OLLAMA_MODEL",
        "OLLAMA_WARM_CONCURRENCY OLLAMA_PROXY_PORT SQLITE_PATH SQLITE_SYNCHRONOUS",
        "CACHE_WARMER_CLUSTER_MEMBERS CACHE_WARMER_CLUSTER_PORT CACHE_WARMER_TOKENS_FILE",
        "CACHE_WARMING_COMPRESS_ABOVE LOG_LEVEL LOG_FORMAT");
    assertThat(Settings.all().stream().map(Setting::environment))
        .contains(String.join(" ", contract).split(" "));
  }

  @Test
  void noNameAndNoPathIsDeclaredTwice() {
    assertThat(Settings.all().stream().map(Setting::environment)).doesNotHaveDuplicates();
    assertThat(Settings.all().stream().map(Setting::path)).doesNotHaveDuplicates();
  }

  private static void paths(String at, JsonNode node, Set<String> found) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(child -> paths(
              at.isEmpty() ? child.getKey() : at + "." + child.getKey(), child.getValue(), found));
    } else {
      found.add(at);
    }
  }
}
