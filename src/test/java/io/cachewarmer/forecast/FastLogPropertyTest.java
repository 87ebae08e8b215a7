package io.cachewarmer.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class FastLogPropertyTest {

  @Property
  void itIsTheLogarithmToElevenDigits(@ForAll @DoubleRange(min = -700, max = 700) double log) {
    double x = Math.exp(log);
    assertThat(FastLog.of(x)).isCloseTo(Math.log(x), within(1e-11));
  }

  @Property
  void itIsTheLogarithmAroundOne(@ForAll @DoubleRange(min = .5, max = 2) double x) {
    assertThat(FastLog.of(x)).isCloseTo(Math.log(x), within(1e-11));
  }
}
