package io.cachewarmer.archive.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class LandmarkPropertyTest {

  private static final Duration DAY = Duration.ofDays(1);

  @Property
  void anAccessOneHalfLifeLaterWeighsTwiceAsMuch(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long later) {
    var landmark = Landmark.at(0, DAY);
    assertThat(landmark.weightAt(later + DAY.toMillis()) / landmark.weightAt(later))
        .isCloseTo(2, within(1e-9));
  }

  @Property
  void noWeightIsInfiniteOrZeroWhateverTheClocksSay(@ForAll long from, @ForAll long at) {
    assertThat(Landmark.at(from, DAY).weightAt(at)).isFinite().isPositive();
    assertThat(1 / Landmark.at(from, DAY).weightAt(at)).isFinite().isPositive();
  }

  @Property
  void whatIsWrittenIsRead(@ForAll long at, @ForAll @LongRange(min = 1) long halfLife) {
    var landmark = new Landmark(at, halfLife);
    assertThat(Landmark.parse(landmark.text())).contains(landmark);
  }

  @Property
  void anythingElseIsNoLandmark(@ForAll String text) {
    assertThat(Landmark.parse(text + ":x")).isEmpty();
    assertThat(Landmark.parse("1:0")).isEmpty();
  }
}
