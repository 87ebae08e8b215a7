package io.cachewarmer.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class HatPropertyTest {

  @Property
  void everyPositionHasAnUpperNeighbour(
      @ForAll double value, @ForAll @IntRange(min = 2, max = 30) int knots) {
    double position = new Hat(0, -3, 5, knots).position(value);
    assertThat(position).isGreaterThanOrEqualTo(0).isLessThan(knots - 1);
  }

  @Property
  void aValueWithinReachLiesBetweenItsKnots(
      @ForAll @DoubleRange(min = -3, max = 5) double value,
      @ForAll @IntRange(min = 2, max = 30) int knots) {
    var hat = new Hat(0, -3, 5, knots);
    double position = hat.position(value);
    int knot = (int) position;
    double part = position - knot;
    double mean = hat.valueAt(knot) * (1 - part) + hat.valueAt(knot + 1) * part;
    assertThat(mean).isCloseTo(value, within(1e-4));
  }

  @Property
  void whatIsOutOfReachCountsAsTheNearestEnd(
      @ForAll @DoubleRange(min = 5.1, max = 1e9) double far) {
    var hat = new Hat(0, -5, 5, 11);
    assertThat(hat.position(far)).isEqualTo(hat.position(5));
    assertThat(hat.position(-far)).isEqualTo(0);
  }
}
