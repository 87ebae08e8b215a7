package io.cachewarmer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.forecast.Arm;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

  private final Exposition exposition = new Exposition();
  private final Telemetry telemetry = exposition.telemetry();

  @AfterEach
  void close() {
    exposition.close();
  }

  @Test
  void theMetricsOfTheContractHaveExactlyTheirNames() {
    telemetry.counter(Metric.ITEMS_WARMED, Arm.PATTERN.label()).add(3);
    telemetry.time(Metric.WARMING_DURATION, Duration.ofMillis(70));
    telemetry.gauge(Metric.MEMORY_USAGE, () -> 2048);
    telemetry.gauge(Metric.PATTERNS_TRACKED, () -> 500);
    telemetry.gauge(Metric.OLLAMA_CACHE_HIT_RATE, () -> 0.85);
    telemetry.gauge(Metric.GROCERY_ITEMS_CACHED, () -> 92);
    telemetry.gauge(Metric.ACCURACY, () -> 0.5);
    telemetry.gauge(Metric.COVERAGE, () -> 0.25);
    assertThat(text().lines())
        .contains(
            "# TYPE cache_warmer_items_warmed_total counter",
            "cache_warmer_items_warmed_total{reason=\"pattern\"} 3.0",
            "# TYPE cache_warmer_warming_duration_seconds histogram",
            "cache_warmer_warming_duration_seconds_bucket{le=\"0.05\"} 0",
            "cache_warmer_warming_duration_seconds_bucket{le=\"0.1\"} 1",
            "cache_warmer_warming_duration_seconds_bucket{le=\"+Inf\"} 1",
            "cache_warmer_warming_duration_seconds_count 1",
            "cache_warmer_warming_duration_seconds_sum 0.07",
            "# TYPE cache_warmer_memory_usage_bytes gauge",
            "cache_warmer_memory_usage_bytes 2048.0",
            "cache_warmer_patterns_tracked 500.0",
            "cache_warmer_ollama_cache_hit_rate 0.85",
            "cache_warmer_grocery_items_cached 92.0",
            "cache_warmer_accuracy_ratio 0.5",
            "cache_warmer_coverage_ratio 0.25");
  }

  @Test
  void whatIsCountedIsShownAsZeroFromTheStart() {
    var page = text();
    for (var arm : Arm.values()) {
      assertThat(page)
          .contains("cache_warmer_items_warmed_total{reason=\"" + arm.label() + "\"} 0.0");
    }
    assertThat(page)
        .contains("cache_warmer_warming_duration_seconds_count 0")
        .contains("cache_warmer_archive_save_seconds_count 0")
        .contains("cache_warmer_build_info{java=\"" + Runtime.version() + "\",version=\"");
  }

  @Test
  void theJvmAndTheProcessAreShown() {
    assertThat(text())
        .contains(
            "jvm_memory_used_bytes{",
            "jvm_gc_",
            "jvm_threads_live_threads",
            "process_uptime_seconds",
            "process_files_open_files",
            "process_cpu_usage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/openmetrics-text;version=1.0.0,text/plain;q=0.5",
        "Application/OpenMetrics-Text"
      })
  void openMetricsIsGivenToWhoeverAsksForIt(String accept) {
    var page = exposition.scrape(accept);
    assertThat(page.contentType())
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(page.body())
        .endsWith("# EOF\n")
        .contains("# TYPE cache_warmer_items_warmed counter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "text/plain",
        "text/html,application/xml",
        "application/vnd.google.protobuf"
      })
  void everybodyElseGetsThePrometheusText(String accept) {
    var page = exposition.scrape(accept);
    assertThat(page.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(page.body()).doesNotContain("# EOF").contains("cache_warmer_items_warmed_total");
  }

  @Test
  void aGaugeNamedTwiceShowsItsLaterSupplier() {
    telemetry.gauge(Metric.DEPENDENCY_UP, () -> 0, "redis");
    telemetry.gauge(Metric.DEPENDENCY_UP, () -> 1, "redis");
    assertThat(text()).contains("cache_warmer_dependency_up{name=\"redis\"} 1.0");
  }

  @Test
  void aTotalThatSomebodyElseCountsIsACounter() {
    telemetry.total(Metric.SAVED_SECONDS, () -> 1.5);
    telemetry.total(Metric.SAVED_SECONDS, () -> 2.5);
    assertThat(text().lines())
        .contains(
            "# TYPE cache_warmer_saved_seconds_total counter",
            "cache_warmer_saved_seconds_total 2.5");
  }

  @Test
  void suppliersOutliveTheGarbageCollector() {
    telemetry.gauge(Metric.ACCURACY, () -> 0.75);
    System.gc();
    assertThat(text()).contains("cache_warmer_accuracy_ratio 0.75");
  }

  @Test
  void wrongLabelsAreRefusedWhereTheyAreWritten() {
    assertThatThrownBy(() -> telemetry.counter(Metric.ITEMS_WARMED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[reason]");
  }

  @Test
  void aCounterIsOneAdderForAllWhoAskForIt() {
    assertThat(telemetry.counter(Metric.ITEMS_WARMED, "pattern"))
        .isSameAs(telemetry.counter(Metric.ITEMS_WARMED, "pattern"));
  }

  @Test
  void aLabelThatComesFromInputStopsAtTheBound() {
    for (int i = 0; i < 20_000; i++) {
      telemetry.counter(Metric.ITEMS_WARMED, "item-" + i).increment();
    }
    var page = text();
    assertThat(page.lines().filter(line -> line.startsWith("cache_warmer_items_warmed_total{")))
        .hasSizeLessThan(Telemetry.MOST_COUNTERS);
    assertThat(page).containsPattern("cache_warmer_series_refused_total 1[0-9]{4}\\.0");
    telemetry.counter(Metric.ITEMS_WARMED, "pattern").add(7);
    assertThat(text()).contains("cache_warmer_items_warmed_total{reason=\"pattern\"} 7.0");
  }

  private String text() {
    return exposition.scrape("").body();
  }
}
