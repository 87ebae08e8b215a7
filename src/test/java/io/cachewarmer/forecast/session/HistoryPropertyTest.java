package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.StateTape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HistoryPropertyTest {

  private static final long DAY = 86_400_000;

  private final History history = new History();

  @Property(tries = 200)
  void frequenciesAreTheOrdersThatHeldTheItemEachFadedByThoseSince(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int orders) {
    var random = new SplittableRandom(seed);
    var any = new History();
    List<int[]> baskets = new ArrayList<>();
    for (int o = 0; o < orders; o++) {
      int[] basket = random.ints(8, 0, 20).distinct().toArray();
      baskets.add(basket);
      any.order(basket, basket.length, o * DAY);
    }
    var restored = new History();
    StateTape.of(any::state).restore(restored::state);
    for (int i = 0; i < any.size(); i++) {
      int ref = any.ref(i);
      double frequency = 0;
      int count = 0;
      int since = 0;
      for (int o = 0; o < orders; o++) {
        if (IntStream.of(baskets.get(o)).anyMatch(item -> item == ref)) {
          frequency += .16 * Math.pow(.84, orders - 1 - o);
          count++;
          since = orders - o;
        }
      }
      assertThat(any.count(i)).isEqualTo(count);
      assertThat(any.ordersSince(i)).isEqualTo(since);
      assertThat(any.frequency(i)).isCloseTo(frequency, within(1e-5));
      assertThat(restored.frequency(i)).isEqualTo(any.frequency(i));
    }
    assertThat(any.orders()).isEqualTo(orders);
    assertThat(any.meanBasket()).isBetween(1.0, 8.0);
  }

  @Property(tries = 50)
  void anyNumberOfItemsLeavesTheLatestHundredAndFifty(
      @ForAll @IntRange(min = 1, max = 600) int items) {
    var any = new History();
    for (int item = 0; item < items; item++) {
      any.order(new int[] {item}, 1, item * DAY);
    }
    int kept = Math.min(items, History.MOST_ITEMS);
    assertThat(IntStream.range(0, any.size()).map(any::ref))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(items - kept, items).boxed().toList());
  }

  @Example
  void oneBasketOfAThousandFitsToo() {
    int[] basket = IntStream.range(0, 1_000).toArray();
    history.order(basket, basket.length, 0);
    assertThat(history.size()).isEqualTo(History.MOST_ITEMS);
    assertThat(history.meanBasket()).isEqualTo(1_000);
  }

  @Example
  void meansFollowTheGapsAndTheRepeats() {
    for (int o = 0; o < 30; o++) {
      history.order(new int[] {1, 2, 100 + o}, 3, o * 7 * DAY);
    }
    assertThat(history.meanGapDays()).isCloseTo(7, within(1e-6));
    assertThat(history.meanRepeats()).isCloseTo(2, within(1e-6));
    assertThat(history.daysSince(30 * 7 * DAY)).isEqualTo(7);
    assertThat(history.daysSince(0)).isZero();
    assertThat(history.frequencies()).isBetween(1.9, 3.0);
  }

  @Example
  void moreOrdersThanACountHoldsAreNoTrouble() {
    for (int o = 0; o < 140_000; o++) {
      history.order(
          o % 1_000 == 0 ? new int[] {1, 2} : new int[] {1}, 1 + (o % 1_000 == 0 ? 1 : 0), o);
    }
    assertThat(history.ordersSince(0)).isEqualTo(1);
    assertThat(history.frequency(0)).isCloseTo(1, within(1e-3));
    assertThat(history.count(0)).isLessThanOrEqualTo(history.orders());
    assertThat(history.ordersSince(1)).isBetween(1, 1_001);
  }
}
