package io.cachewarmer.warming;

import io.cachewarmer.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings for tests; what a test is about is set by name. */
public final class Settings {

  public boolean enabled = true;
  public Duration interval = Duration.ofMinutes(5);
  public int batchSize = 10;
  public int concurrency = 3;
  public int maxItems = 100;
  public long memoryLimit = 100L << 20;
  public Duration ttl = Duration.ofHours(1);
  public double budget = 0.25;
  public int upstreamPerMinute = 0;
  public int retries = 2;
  public int maxConcurrent = 16;
  public boolean onStart = false;
  public List<Config.Schedule> schedules = List.of();

  public Config config() {
    return new Config(
        new Config.Http("127.0.0.1", 0, false, Optional.empty()),
        new Config.Redis(Optional.empty(), 0, 2, "walmart:"),
        new Config.Warming(
            enabled,
            interval,
            batchSize,
            concurrency,
            maxItems,
            memoryLimit,
            ttl,
            0.1,
            0.7,
            5,
            budget,
            upstreamPerMinute,
            onStart,
            ZoneId.of("UTC"),
            0,
            1024,
            0,
            true,
            256L << 20),
        new Config.Analytics(1, Duration.ofDays(7), 0.95, 50_000),
        new Config.Strategies(true, true, true, true, true, true),
        new Config.Origin(
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(5),
            1 << 20,
            retries,
            maxConcurrent),
        new Config.Ollama(
            URI.create("http://localhost:11434"),
            false,
            "llama3.2:3b",
            1,
            0,
            Duration.ofMinutes(10),
            Duration.ofDays(1),
            true,
            Set.of(),
            true),
        new Config.Sqlite(Path.of("unused"), "normal", Duration.ofMinutes(1)),
        Config.Cluster.none(),
        new Config.Log("info", "json"),
        schedules);
  }
}
