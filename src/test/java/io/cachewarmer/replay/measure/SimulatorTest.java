package io.cachewarmer.replay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.Traces;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The rules of the measure, on traces that can be counted by hand. The TTL is a second. */
class SimulatorTest {

  @Test
  void anAccessAtTheVeryExpiryIsAMiss() {
    assertThat(run("0 a, 999 a, 1000 a", "").hits()).isEqualTo(1);
  }

  @Test
  void aReadDoesNotProlongALife() {
    assertThat(hitsOf("0 a, 600 a, 1200 a, 1800 a, 2200 a", "")).isEqualTo("01010");
  }

  @Test
  void aMissRestartsTheLife() {
    assertThat(hitsOf("0 a, 1500 a, 2499 a, 2500 a", "")).isEqualTo("0010");
  }

  @Test
  void aReloadOfAFreshValueRestartsItsLifeAndCosts() {
    var outcome = run("0 a, 500 b, 1400 a, 1500 a", "500 a");
    assertThat(hits(outcome, 4)).isEqualTo("0010");
    assertThat(outcome.warms()).isEqualTo(1);
  }

  @Test
  void aWarmServesOnlyLaterMoments() {
    assertThat(hitsOf("0 a, 1500 a, 1500 a, 1600 a", "1500 a")).isEqualTo("0011");
    assertThat(hitsOf("0 a, 1500 b, 1500 a, 1501 a", "1500 a")).isEqualTo("0001");
    assertThat(hitsOf("0 a, 1499 b, 1500 a", "1499 a")).isEqualTo("001");
  }

  @Test
  void theOldValueServesDuringTheMillisecondOfAWarm() {
    assertThat(hits(runWarmingAtEachAccess("0 a, 500 b, 500 a, 1400 a"), 4)).isEqualTo("0011");
  }

  @Test
  void aMissInTheMillisecondOfAWarmIsAMissAndTheValueIsTheWarms() {
    var outcome = runWarmingAtEachAccess("0 a, 1500 b, 1500 a, 1500 a, 2499 a, 2500 a");
    assertThat(hits(outcome, 6)).startsWith("00011");
    assertThat(outcome.staleServed()).isZero();
  }

  @Test
  void countingBeginsAtTheShareRoundedDown() {
    var trace = Traces.of("0 a, 1 a, 2 a, 3 b, 4 a");
    assertThat(Evaluation.after(0.5, trace).first()).isEqualTo(2);
    assertThat(Evaluation.after(0.59, trace).first()).isEqualTo(2);
    assertThat(Evaluation.after(0.6, trace).first()).isEqualTo(3);
    assertThat(Evaluation.after(0, trace).first()).isZero();
    var outcome = run(trace, 0.5, "", OptionalInt.empty());
    assertThat(outcome.evaluated()).isEqualTo(3);
    assertThat(outcome.hits()).isEqualTo(2);
  }

  @Test
  void aWarmCountsFromTheMomentOfTheFirstCountedAccess() {
    var trace = Traces.of("0 a, 100 b, 200 c, 300 a");
    assertThat(run(trace, 0.5, "199 a, 200 b, 299 c", OptionalInt.empty()).warms())
        .isEqualTo(2);
  }

  @Test
  void aWarmIsPreciseWhenItIsReadBeforeItExpires() {
    assertThat(run("0 a, 1400 b, 1500 a, 1600 a", "1400 a").useful()).isEqualTo(1);
    assertThat(run("0 a, 1400 b, 2400 a", "1400 a").useful()).isZero();
  }

  @Test
  void aWarmIsWastedWhenAnotherLoadComesBeforeTheReading() {
    var outcome = run("0 a, 1400 b, 1500 b, 1600 a", "1400 a, 1500 a");
    assertThat(outcome.warms()).isEqualTo(2);
    assertThat(outcome.useful()).isEqualTo(1);
  }

  @Test
  void aValueReadInTheMillisecondOfItsReloadWasUseful() {
    assertThat(run("0 a, 100 b, 500 a, 1800 a", "100 a, 500 a").useful()).isEqualTo(1);
    assertThat(runWarmingAtEachAccess("0 a, 100 b, 500 b, 500 a").useful()).isEqualTo(1);
  }

  @Test
  void upstreamIsMissesAndWarms() {
    var trace = Traces.of("0 a, 500 b, 1400 a, 1500 c");
    var setting = setting(OptionalInt.empty());
    var all = new Evaluation(0);
    var outcome = run(trace, 0, "500 a", OptionalInt.empty());
    var figures = Figures.of(outcome, setting, all, Baseline.hits(trace, 1000));
    assertThat(figures.upstreamPerAccess()).isEqualTo(1);
    assertThat(figures.hitRatio()).isEqualTo(0.25);
    assertThat(figures.lruHitRatio()).isZero();
    assertThat(figures.boundHitRatio()).isEqualTo(0.5);
    assertThat(figures.capture()).isCloseTo(0.5, within(1e-12));
    assertThat(figures.precision()).isEqualTo(1);
  }

  @Test
  void theBoundIsAtTheBudgetAndAtMostOne() {
    var trace = Traces.of("0 a, 1 a, 2 a, 3 a");
    var outcome = run(trace, 0, "", OptionalInt.empty());
    var figures = Figures.of(
        outcome, setting(OptionalInt.empty()), new Evaluation(0), Baseline.hits(trace, 1000));
    assertThat(figures.boundHitRatio()).isEqualTo(1);
    assertThat(figures.capture()).isZero();
  }

  @Test
  void aWarmInAFullCachePushesOutWhatItNames() {
    var trace = Traces.of("0 a, 100 b, 300 b, 400 a, 450 b");
    var outcome = run(trace, 0, "100 >a, 350 a>b, 450 >b", OptionalInt.of(1));
    assertThat(hits(outcome, 5)).isEqualTo("00110");
  }

  @Test
  void anExpiredValueLeavesByItself() {
    var trace = Traces.of("0 a, 1000 b, 1500 b");
    assertThat(hits(run(trace, 0, "", OptionalInt.of(1)), 3)).isEqualTo("001");
  }

  @Test
  void moreThanTheCapacityIsCaught() {
    assertThatThrownBy(() -> run(Traces.of("0 a, 100 b"), 0, "", OptionalInt.of(1)))
        .isInstanceOf(PolicyFault.class)
        .hasMessageContaining("holds 2 values at 100")
        .hasMessageContaining("capacity of 1");
    assertThatThrownBy(() ->
            run(Traces.of("0 a, 999 b, 1500 b, 2500 c"), 0, "999 >a, 1100 a", OptionalInt.of(1)))
        .isInstanceOf(PolicyFault.class);
  }

  @Test
  void aDecisionOutOfOrderIsCaught() {
    assertThatThrownBy(() -> run("0 a, 1000 a, 2000 a", "1500 a, 1400 a"))
        .isInstanceOf(PolicyFault.class)
        .hasMessageContaining("out of order");
    assertThatThrownBy(() -> run("100 a, 1000 a", "50 a")).isInstanceOf(PolicyFault.class);
  }

  @Test
  void anItemThatNobodyAskedForIsCaught() {
    assertThatThrownBy(() -> run("0 a, 1000 b", "500 b"))
        .isInstanceOf(PolicyFault.class)
        .hasMessageContaining("\"b\"");
  }

  @Test
  void anEvictionWithoutNeedIsCaught() {
    assertThatThrownBy(() -> run("0 a, 1000 a", "500 >a")).isInstanceOf(PolicyFault.class);
    assertThatThrownBy(() -> run("0 a, 100 b, 1000 a", "500 a>b"))
        .isInstanceOf(PolicyFault.class)
        .hasMessageContaining("unlimited memory");
  }

  @Test
  void spendingBeyondTheBudgetIsTold() {
    var complaints = run("0 a, 1000 a, 2000 a", "500 a, 1500 a").complaints();
    assertThat(complaints).anyMatch(line -> line.contains("0.6667 warms per access"));
  }

  private static Outcome run(String trace, String script) {
    return run(Traces.of(trace), 0, script, OptionalInt.empty());
  }

  private static Outcome run(Trace trace, double warmup, String script, OptionalInt capacity) {
    return Simulator.run(
        trace,
        setting(capacity),
        Evaluation.after(warmup, trace),
        decisions -> new Scripted(script, decisions),
        new Recorded(),
        done -> {});
  }

  /** Reloads "a" whenever something else is asked for, within the same millisecond. */
  private static Outcome runWarmingAtEachAccess(String accesses) {
    var trace = Traces.of(accesses);
    return Simulator.run(
        trace,
        setting(OptionalInt.empty()),
        new Evaluation(0),
        EagerForA::new,
        new Recorded(),
        done -> {});
  }

  private static Setting setting(OptionalInt capacity) {
    return new Setting(1000, 0.5, capacity, OptionalLong.empty(), ZoneOffset.UTC);
  }

  private static String hitsOf(String trace, String script) {
    var outcome = run(trace, script);
    return hits(outcome, trace.split(",").length);
  }

  private static String hits(Outcome outcome, int accesses) {
    var text = new StringBuilder();
    for (int i = 0; i < accesses; i++) {
      text.append(outcome.hitAt().get(i) ? '1' : '0');
    }
    return text.toString();
  }
}
