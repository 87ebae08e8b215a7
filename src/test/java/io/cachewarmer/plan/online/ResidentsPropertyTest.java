package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ResidentsPropertyTest {

  /** Negative = the item leaves. */
  @Property
  void theyAreWhoCameAndDidNotLeave(
      @ForAll @Size(max = 400) List<@IntRange(min = -100, max = 99) Integer> moves) {
    var residents = new Residents(100);
    var naive = new TreeSet<Integer>();
    for (int move : moves) {
      if (move >= 0) {
        residents.add(move);
        naive.add(move);
      } else {
        residents.remove(-1 - move);
        naive.remove(-1 - move);
      }
      assertThat(residents.size()).isEqualTo(naive.size());
    }
    assertThat(IntStream.range(0, residents.size()).map(residents::at))
        .containsExactlyInAnyOrderElementsOf(naive);
    for (int row = 0; row < 100; row++) {
      assertThat(residents.holds(row)).isEqualTo(naive.contains(row));
    }
  }
}
