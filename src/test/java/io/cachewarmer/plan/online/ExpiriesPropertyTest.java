package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The heap of expiries against the queue of the library. */
class ExpiriesPropertyTest {

  private record Expiry(long at, int row) {}

  @Property(tries = 300)
  void itemsComeInTheOrderOfTheirExpiriesAndEachOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int rows) {
    var random = new SplittableRandom(seed);
    var expiries = new Expiries(rows);
    var naive = new PriorityQueue<Expiry>(
        Comparator.comparingLong(Expiry::at).thenComparingInt(Expiry::row));
    for (int i = 0; i < 1_000; i++) {
      int row = random.nextInt(rows);
      switch (random.nextInt(5)) {
        case 0 -> {
          if (!naive.isEmpty()) {
            assertThat(expiries.nextAt()).isEqualTo(naive.element().at());
            assertThat(expiries.take()).isEqualTo(naive.remove().row());
          }
        }
        case 1 -> {
          naive.removeIf(one -> one.row() == row);
          expiries.remove(row);
        }
        default -> {
          long at = random.nextInt(500);
          naive.removeIf(one -> one.row() == row);
          naive.add(new Expiry(at, row));
          expiries.put(row, at);
        }
      }
      assertThat(expiries.isEmpty()).isEqualTo(naive.isEmpty());
    }
    while (!naive.isEmpty()) {
      assertThat(expiries.take()).isEqualTo(naive.remove().row());
    }
    assertThat(expiries.isEmpty()).isTrue();
  }
}
