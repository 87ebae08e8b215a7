package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.Hat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class FeaturesPropertyTest {

  @Property
  void theWeightsOfAHatSumToOne(@ForAll double value) {
    var space = new FeatureSpace();
    var features = new Features();
    space.block(5);
    var hat = space.hat(-4, 10, 15);
    features.hat(hat, value);
    assertThat(features.size()).isBetween(1, 2);
    assertThat(sum(features)).isCloseTo(1, within(1e-6));
    staysWithin(features, 5, 20);
  }

  @Property
  void theWeightsOfASurfaceSumToOne(@ForAll double row, @ForAll double column) {
    var space = new FeatureSpace();
    var features = new Features();
    var columns = new Hat(0, -9, 0, 9);
    space.block(7);
    var rows = space.rows(-7, 2, 6, columns);
    features.surface(rows, row, columns, column);
    assertThat(features.size()).isBetween(1, 4);
    assertThat(sum(features)).isCloseTo(1, within(1e-6));
    staysWithin(features, 7, 7 + 6 * 9);
    assertThat(space.size()).isEqualTo(7 + 6 * 9);
  }

  @Property
  void aStraightLineGoesThroughAHat(@ForAll @DoubleRange(min = -4, max = 10) double value) {
    var features = new Features();
    var hat = new FeatureSpace().hat(-4, 10, 15);
    features.hat(hat, value);
    double line = 0;
    for (int i = 0; i < features.size(); i++) {
      line += hat.valueAt(features.indices()[i] - hat.base()) * features.values()[i];
    }
    assertThat(line).isCloseTo(value, within(1e-4));
  }

  @Example
  void blocksFollowEachOther() {
    var space = new FeatureSpace();
    assertThat(space.block(3)).isZero();
    assertThat(space.hat(0, 1, 4).base()).isEqualTo(3);
    assertThat(space.block(2)).isEqualTo(7);
    assertThat(space.size()).isEqualTo(9);
  }

  private static double sum(Features features) {
    double sum = 0;
    for (int i = 0; i < features.size(); i++) {
      assertThat(features.values()[i]).isBetween(0f, 1f);
      sum += features.values()[i];
    }
    return sum;
  }

  private static void staysWithin(Features features, int base, int end) {
    for (int i = 0; i < features.size(); i++) {
      assertThat((int) features.indices()[i]).isBetween(base, end - 1);
    }
  }
}
