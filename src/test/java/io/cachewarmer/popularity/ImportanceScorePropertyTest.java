package io.cachewarmer.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class ImportanceScorePropertyTest {

  @Property
  void liesBetweenZeroAndOne(
      @ForAll @DoubleRange(max = 1e9) double count,
      @ForAll @LongRange(min = -1_000_000, max = 1L << 45) long age,
      @ForAll @DoubleRange(max = 3_600_000) double load,
      @ForAll @DoubleRange(max = 1) double hits) {
    assertThat(ImportanceScore.of(count, age, load, hits)).isBetween(0.0, 1.0);
  }

  @Property
  void risesWithCountAndLoadAndFallsWithAgeAndHits(
      @ForAll @DoubleRange(max = 1e6) double count,
      @ForAll @LongRange(max = 1L << 40) long age,
      @ForAll @DoubleRange(max = 3_600_000) double load,
      @ForAll @DoubleRange(max = 1) double hits,
      @ForAll @DoubleRange(min = .01, max = 1) double more) {
    double score = ImportanceScore.of(count, age, load, hits);
    assertThat(ImportanceScore.of(count + more, age, load, hits)).isGreaterThanOrEqualTo(score);
    assertThat(ImportanceScore.of(count, age, load + more, hits)).isGreaterThanOrEqualTo(score);
    assertThat(ImportanceScore.of(count, age + 60_000, load, hits)).isLessThanOrEqualTo(score);
    assertThat(ImportanceScore.of(count, age, load, Math.min(1, hits + more)))
        .isLessThanOrEqualTo(score);
  }
}
