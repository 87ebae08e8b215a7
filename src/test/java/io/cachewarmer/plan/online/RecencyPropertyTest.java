package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RecencyPropertyTest {

  /** Negative = the item leaves; an even one that is new is held first. */
  @Property
  void theEldestIsWhatWasNotUsedForLongest(
      @ForAll @Size(max = 200) List<@IntRange(min = -20, max = 19) Integer> moves) {
    var recency = new Recency(20);
    var naive = new ArrayList<Integer>();
    for (int move : moves) {
      int row = move < 0 ? -1 - move : move;
      if (move >= 0 && row % 2 == 0 && !naive.contains(row)) {
        naive.add(0, row);
        recency.hold(row);
      } else {
        naive.remove((Integer) row);
        if (move < 0) {
          recency.remove(row);
        } else {
          naive.add(row);
          recency.use(row);
        }
      }
      assertThat(recency.eldest()).isEqualTo(naive.isEmpty() ? Recency.NONE : naive.get(0));
    }
  }
}
