package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The wheel against a plain map from row to step. */
class WheelPropertyTest {

  @Property(tries = 300)
  void whatIsDueIsTakenOnceInOrderAndNothingLaterThanATurn(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll @IntRange(min = -1_000, max = 1_000_000_000) int start) {
    var random = new SplittableRandom(seed);
    var wheel = new Wheel(rows);
    wheel.start(start);
    var naive = new TreeMap<Integer, Long>();
    var taken = new int[rows];
    long turn = start;
    for (int i = 0; i < 1_000; i++) {
      int row = random.nextInt(rows);
      switch (random.nextInt(6)) {
        case 0 -> {
          long step = turn + (random.nextInt(20) == 0 ? random.nextInt(1_000) : 0);
          var due = naive.entrySet().stream()
              .filter(one -> one.getValue() <= step)
              .mapToInt(one -> one.getKey())
              .toArray();
          assertThat(Arrays.copyOf(taken, wheel.take(step, taken))).isEqualTo(due);
          Arrays.stream(due).forEach(naive::remove);
          turn = step + 1;
        }
        case 1 -> {
          naive.remove(row);
          wheel.remove(row);
        }
        default -> {
          long step = turn + random.nextInt(2 * Wheel.SLOTS) - Wheel.SLOTS / 2;
          naive.put(row, Math.max(turn, Math.min(turn + Wheel.SLOTS - 1, step)));
          wheel.put(row, step);
        }
      }
    }
    wheel.start(7);
    assertThat(wheel.take(Long.MAX_VALUE - 1, taken)).isZero();
  }
}
