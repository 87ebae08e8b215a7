package io.cachewarmer.forecast.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.StateTape;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CalibrationTest {

  private static final long TTL = 1_000;
  private static final int JUDGED = 4_000;

  private final Calibration calibration = new Calibration();
  private final long[] lastAccess = {0};

  @Property
  void anExpectationIsTakenAtItsWordAtFirst(
      @ForAll @DoubleRange(min = -6.9, max = 2.9) double log) {
    double x = Math.exp(log);
    assertThat(new Calibration().factor(x)).isCloseTo(1, within(1e-4));
  }

  @Property
  void aFactorIsFiniteAndPositiveHoweverOddTheExpectation(
      @ForAll @DoubleRange(min = -300, max = 300) double log) {
    double x = Math.exp(log);
    assertThat(new Calibration().factor(x)).isFinite().isPositive();
  }

  @Property
  void noFactorExceedsTheMost(
      @ForAll @DoubleRange(min = -9, max = 5) double log,
      @ForAll @DoubleRange(min = .01, max = .99) double share) {
    experience(.3, share);
    assertThat(calibration.factor(Math.exp(log))).isLessThanOrEqualTo(calibration.mostFactor());
  }

  @Example
  void itLearnsThatHalfOfWhatWasExpectedComes() {
    experience(.5, .25);
    assertThat(calibration.factor(.5)).isCloseTo(.5, within(.1));
  }

  @Example
  void itLearnsThatTwiceOfWhatWasExpectedComes() {
    experience(.2, .4);
    assertThat(calibration.factor(.2)).isCloseTo(2, within(.35));
  }

  @Example
  void whatIsRightIsLeftAlone() {
    experience(.3, .3);
    assertThat(calibration.factor(.3)).isCloseTo(1, within(.15));
  }

  @Example
  void farExpectationsAreNotTouched() {
    experience(.5, .1);
    assertThat(calibration.factor(10)).isCloseTo(1, within(1e-4));
    assertThat(calibration.factor(.002)).isCloseTo(1, within(1e-4));
  }

  @Example
  void nothingIsJudgedBeforeItsTimeIsOver() {
    expectTen(0, .5);
    calibration.judge(TTL - 1, TTL, lastAccess);
    assertThat(calibration.factor(.5)).isCloseTo(1, within(1e-6));
    calibration.judge(TTL, TTL, lastAccess);
    assertThat(calibration.factor(.5)).isLessThan(.99);
  }

  @Example
  void whatIsPendingIsBounded() {
    for (int i = 0; i < 300_000; i++) {
      calibration.expected(0, 0, .5);
    }
    calibration.judge(TTL, TTL, lastAccess);
    assertThat(calibration.factor(.5)).isFinite().isPositive();
  }

  @Example
  void aRestoredOneGoesOnAsTheOldOne() {
    experience(.5, .25);
    expectTen(9_000_000, .5);
    var kept = StateTape.of(calibration::state);
    var restored = new Calibration();
    kept.restore(restored::state);
    calibration.judge(9_900_000, TTL, lastAccess);
    restored.judge(9_900_000, TTL, lastAccess);
    assertThat(StateTape.of(restored::state).sameAs(StateTape.of(calibration::state)))
        .isTrue();
  }

  /** Expects {@code expected} accesses in a TTL again and again, where {@code comes} do come. */
  private void experience(double expected, double comes) {
    var random = new SplittableRandom(1);
    for (int i = 0; i < JUDGED; i++) {
      long at = 2 * TTL * i;
      expectTen(at, expected);
      if (random.nextDouble() < 1 - Math.exp(-comes)) {
        lastAccess[0] = at + 1;
      }
      calibration.judge(at + TTL, TTL, lastAccess);
    }
  }

  private void expectTen(long at, double expected) {
    for (int i = 0; i < 10; i++) {
      calibration.expected(0, at, expected);
    }
  }
}
