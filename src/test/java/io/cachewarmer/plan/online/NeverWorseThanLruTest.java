package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.plan.online.Shop.Access;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked for: at most half a point below a plain LRU cache of the same memory. */
class NeverWorseThanLruTest {

  private static final int ACCESSES = 12_000;
  private static final long PAUSE = 9_000;
  private static final double HALF_A_POINT = .005;

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 25, 100})
  void aCyclicScanThatJustDoesNotFit(int capacity) {
    compare(capacity, steady(i -> i % (capacity + 1)));
    compare(capacity, steady(i -> i % (3 * capacity)));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 25, 100})
  void demandThatIsAllRecency(int capacity) {
    var random = new SplittableRandom(capacity);
    compare(capacity, steady(i -> {
      int newest = i / 4;
      double dice = random.nextDouble();
      return Math.max(0, newest - (int) (dice * dice * capacity));
    }));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 25, 100})
  void popularityThatIsReversed(int capacity) {
    var random = new SplittableRandom(capacity);
    int items = 4 * capacity;
    compare(capacity, steady(i -> {
      double dice = random.nextDouble();
      int item = (int) (dice * dice * dice * items);
      return i < ACCESSES / 2 ? item : items - 1 - item;
    }));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 25, 100})
  void demandWithoutAnyPattern(int capacity) {
    var random = new SplittableRandom(capacity);
    compare(capacity, steady(i -> random.nextInt(3 * capacity)));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 25, 100})
  void scansThatWashOverAHotCore(int capacity) {
    var random = new SplittableRandom(capacity);
    compare(
        capacity,
        steady(i -> i / 300 % 2 == 0 ? 1_000 + i : random.nextInt(Math.max(2, capacity * 4 / 5))));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 25, 100})
  void demandOfAnyKind(int capacity) {
    Stream.of(1L, 2L).forEach(seed -> compare(capacity, Demand.random(seed, 2_000)));
  }

  private static List<Access> steady(IntFunction<Integer> choice) {
    return Demand.steady(ACCESSES, PAUSE, choice::apply);
  }

  private static void compare(int capacity, List<Access> trace) {
    var lru = new GhostLru(capacity, Shop.HOUR);
    var rows = new HashMap<String, Integer>();
    int hits = 0;
    for (var access : trace) {
      int row = rows.computeIfAbsent(access.key(), key -> rows.size());
      hits += lru.access(row, access.at()) ? 1 : 0;
    }
    var shop = new Shop(Shop.rules(.5, capacity)).serve(trace);
    assertThat((double) shop.hits / trace.size())
        .isGreaterThanOrEqualTo((double) hits / trace.size() - HALF_A_POINT);
  }
}
