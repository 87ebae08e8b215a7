package io.cachewarmer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.replay.measure.Baseline;
import io.cachewarmer.replay.measure.Evaluation;
import io.cachewarmer.replay.measure.Figures;
import io.cachewarmer.replay.measure.Simulator;
import io.cachewarmer.replay.policy.Decisions;
import io.cachewarmer.replay.policy.Policies;
import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.trace.LineAccount;
import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.TraceBuilder;
import io.cachewarmer.replay.trace.TraceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the planner reaches on real shops' traces: those in the folder that the system property {@code traces}
 * names. Where a trace is not there, a made-up shop is replayed instead, and less is asked of it.
 */
class LearnedFloorsTest {

  private static final long HOUR = 3_600_000;
  private static final Path TRACES = Path.of(System.getProperty("traces", "../shared/data"));
  private static final Map<String, Trace> READ = new HashMap<>();
  private static final Decisions UNHEARD = new Decisions() {
    @Override
    public void warm(String item, long atMillis, Optional<String> evicted) {}

    @Override
    public void evict(String item, long atMillis) {}
  };

  @ParameterizedTest
  @CsvSource({
    "bakery.csv, 1, 0, .25, .690",
    "bakery.csv, 1, 0, .5, .766",
    "bakery.csv, 1, 0, 1, .860",
    "bakery.csv, 1, 10, .5, .70",
    "bakery.csv, 24, 25, .25, .92",
    "groceries_30d.csv, 1, 0, .25, .738",
    "groceries_30d.csv, 1, 0, .5, .846",
    "groceries_30d.csv, 1, 0, 1, .955",
    "retail_2011_09.csv.gz, 1, 0, .25, .338",
    "retail_2011_09.csv.gz, 1, 0, .5, .418",
    "retail_2011_09.csv.gz, 1, 0, 1, .528"
  })
  void theFreshHitsOfAShopAreNoFewer(
      String file, int ttlHours, int capacity, double budget, double floor) {
    var setting = new Setting(
        ttlHours * HOUR,
        budget,
        capacity == 0 ? OptionalInt.empty() : OptionalInt.of(capacity),
        OptionalLong.empty(),
        ZoneOffset.UTC);
    boolean real = Files.exists(TRACES.resolve(file));
    var trace = READ.computeIfAbsent(file, name -> real ? read(name) : madeUp());
    var evaluation = Evaluation.after(.5, trace);
    var outcome = Simulator.run(
        trace,
        setting,
        evaluation,
        decisions -> Policies.OURS.create(trace, setting, decisions),
        UNHEARD,
        done -> {});
    var baseline = Baseline.hits(trace, setting.ttlMillis());
    var figures = Figures.of(outcome, setting, evaluation, baseline);
    assertThat(outcome.staleServed()).isZero();
    assertThat(outcome.complaints()).isEmpty();
    assertThat(figures.warmsPerAccess()).isLessThanOrEqualTo(budget);
    // Few places may hold less than the unlimited memory of the baseline.
    double modest = capacity == 0 ? figures.lruHitRatio() + .1 * Math.min(.5, budget) : .2;
    assertThat(figures.hitRatio()).isGreaterThanOrEqualTo(real ? floor : modest);
  }

  private static Trace read(String file) {
    return TraceFile.read(TRACES.resolve(file), new LineAccount());
  }

  /** Sixty days of a shop with opening hours, a hundred items and small baskets. */
  private static Trace madeUp() {
    var random = new SplittableRandom(1);
    var trace = new TraceBuilder();
    for (int day = 0; day < 60; day++) {
      long at = (17_000 + day) * 24 * HOUR + 8 * HOUR;
      long close = at + 10 * HOUR;
      for (int basket = 0; at < close; basket++) {
        at += random.nextInt(900_000);
        for (int i = random.nextInt(4); i >= 0; i--) {
          double dice = random.nextDouble();
          int item = (int) (dice * dice * dice * 100);
          trace.add(at, "i" + item, "c" + item % 5, day + "-" + basket, "");
        }
      }
    }
    return trace.build("made-up");
  }
}
