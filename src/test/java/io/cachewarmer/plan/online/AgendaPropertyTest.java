package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The agenda against the queue of the library. */
class AgendaPropertyTest {

  private record Due(long at, int row) {}

  @Property(tries = 300)
  void itemsComeInTheOrderInWhichTheyAreDueAndEachOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int rows) {
    var random = new SplittableRandom(seed);
    var agenda = new Agenda(rows);
    var naive =
        new PriorityQueue<Due>(Comparator.comparingLong(Due::at).thenComparingInt(Due::row));
    for (int i = 0; i < 1_000; i++) {
      int row = random.nextInt(rows);
      switch (random.nextInt(5)) {
        case 0 -> {
          if (!naive.isEmpty()) {
            assertThat(agenda.nextAt()).isEqualTo(naive.element().at());
            assertThat(agenda.take()).isEqualTo(naive.remove().row());
          }
        }
        case 1 -> {
          naive.removeIf(one -> one.row() == row);
          agenda.remove(row);
        }
        default -> {
          long at = random.nextInt(500);
          naive.removeIf(one -> one.row() == row);
          naive.add(new Due(at, row));
          agenda.put(row, at);
        }
      }
      assertThat(agenda.isEmpty()).isEqualTo(naive.isEmpty());
    }
    while (!naive.isEmpty()) {
      assertThat(agenda.take()).isEqualTo(naive.remove().row());
    }
    assertThat(agenda.isEmpty()).isTrue();
  }
}
