package io.cachewarmer.popularity;

import static io.cachewarmer.popularity.Events.DAY;
import static io.cachewarmer.popularity.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PatternPropertyTest {

  private static final Forgetting FORGETS = Forgetting.perDay(.95);
  private static final Decay SLOW = FORGETS.slow();

  @Property
  void isTheSumOfItsAccessesEachDecayedByItsAge(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(max = 400) Long> gapsInDays) {
    var pattern = new Pattern("k", NOON);
    long at = NOON;
    double expected = 0;
    for (long gap : gapsInDays) {
      at += gap * DAY;
      expected = expected * Math.pow(.95, gap) + 1;
      pattern.count(at, 3, 1, false, 10, FORGETS);
    }
    assertThat(pattern.count(at, SLOW)).isCloseTo(expected, within(1e-9 * expected));
    assertThat(pattern.profile(at, SLOW).total())
        .isCloseTo((float) expected, within((float) expected * 1e-4f));
  }

  @Property
  void neverGrowsByWaiting(
      @ForAll @IntRange(min = 1, max = 50) int accesses,
      @ForAll @LongRange(max = 1L << 40) long wait,
      @ForAll @LongRange(max = 1L << 40) long longer) {
    var pattern = pattern(accesses);
    assertThat(pattern.count(NOON + wait + longer, SLOW))
        .isLessThanOrEqualTo(pattern.count(NOON + wait, SLOW));
    assertThat(pattern.recentCount(NOON + wait + longer, FORGETS.fast()))
        .isLessThanOrEqualTo(pattern.recentCount(NOON + wait, FORGETS.fast()));
  }

  @Property
  void aClockSetBackNeitherDecaysNorInflates(
      @ForAll @IntRange(min = 1, max = 50) int accesses,
      @ForAll @LongRange(max = 10 * 365 * Events.DAY) long back) {
    var pattern = pattern(accesses);
    assertThat(pattern.count(NOON - back, SLOW)).isCloseTo((double) accesses, within(1e-9));
    pattern.count(NOON - back, 5, 1, false, 10, FORGETS);
    assertThat(pattern.count(NOON - back, SLOW)).isCloseTo(accesses + 1.0, within(1e-9));
    assertThat(pattern.count(NOON, SLOW)).isCloseTo(accesses + 1.0, within(1e-9));
  }

  @Property
  void survivesAClockThatJumpsTenYearsAhead(@ForAll @IntRange(min = 1, max = 9) int after) {
    var pattern = pattern(20);
    long later = NOON + 3_650 * DAY;
    for (int i = 0; i < after; i++) {
      pattern.count(later, 7, 1, true, 10, FORGETS);
    }
    assertThat(pattern.count(later, SLOW)).isCloseTo((double) after, within(1e-6));
    assertThat(pattern.profile(later, SLOW).at(7)).isCloseTo((float) after, within(1e-3f));
    assertThat(pattern.hitShare()).isBetween(0.0, 1.0);
  }

  @Property
  void loadTimeIsTheMeanOverMissesOrOverAllWhenNoneMissed(
      @ForAll @Size(min = 1, max = 30) List<Boolean> hits,
      @ForAll @DoubleRange(max = 5_000) double first) {
    var pattern = new Pattern("k", NOON);
    double all = 0;
    double missed = 0;
    int misses = 0;
    for (int i = 0; i < hits.size(); i++) {
      double load = first + i;
      pattern.count(NOON, 0, 1, hits.get(i), load, FORGETS);
      all += load;
      missed += hits.get(i) ? 0 : load;
      misses += hits.get(i) ? 0 : 1;
    }
    double expected = misses == 0 ? all / hits.size() : missed / misses;
    assertThat(pattern.loadMillis()).isCloseTo(expected, within(1e-6));
    assertThat(pattern.hitShare())
        .isCloseTo((hits.size() - misses) / (double) hits.size(), within(1e-9));
  }

  private static Pattern pattern(int accesses) {
    var pattern = new Pattern("k", NOON);
    for (int i = 0; i < accesses; i++) {
      pattern.count(NOON, 5, 1, false, 10, FORGETS);
    }
    return pattern;
  }
}
