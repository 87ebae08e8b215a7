package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.StateTape;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NeighboursTest {

  private static final int ROWS = 200;
  private static final int ITEM = 0;
  private static final int FRIEND = 199;

  private final Items items = new Items(ROWS);
  private final Neighbours neighbours = new Neighbours(items, ROWS, new Dice(1));

  @Example
  void bothKnowThatTheyMetAndOneThatItCameBefore() {
    neighbours.follow(3, 4, 1, true);
    neighbours.follow(3, 4, .5f, false);
    int there = slotOf(3, 4);
    int back = slotOf(4, 3);
    assertThat(neighbours.together(there)).isEqualTo(1.5f);
    assertThat(neighbours.together(back)).isEqualTo(1.5f);
    assertThat(neighbours.after(there)).isEqualTo(1.5f);
    assertThat(neighbours.after(back)).isZero();
    assertThat(neighbours.soon(there)).isEqualTo(1);
  }

  @Property(tries = 30)
  void aTrueNeighbourGetsInAndChanceMeetingsAreBounded(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var any = new Neighbours(items, ROWS, new Dice(seed | 1));
    for (int i = 0; i < 3_000; i++) {
      any.follow(ITEM, 1 + random.nextInt(ROWS - 2), 1, true);
    }
    for (int i = 0; i < 3_000; i++) {
      any.follow(ITEM, i % 2 == 0 ? FRIEND : 1 + random.nextInt(ROWS - 2), 1, true);
    }
    var held = IntStream.range(0, Neighbours.SLOTS)
        .map(slot -> any.at(any.begin(ITEM) + slot))
        .boxed()
        .toList();
    assertThat(held).contains(FRIEND).doesNotHaveDuplicates().hasSize(Neighbours.SLOTS);
  }

  @Example
  void roomIsMadeForItemsAsTheyCome() {
    int many = 50_000;
    var wide = new Neighbours(new Items(many), many, new Dice(1));
    wide.clear(many - 1);
    for (int item = 0; item < many; item += 999) {
      wide.follow(item, many - 1, 1, true);
      assertThat(wide.together(wide.begin(item))).isEqualTo(1);
    }
    var copy = new Neighbours(new Items(many), many, new Dice(1));
    StateTape.of(state -> wide.state(state, many)).restore(state -> copy.state(state, many));
    assertThat(copy.together(copy.begin(999))).isEqualTo(1);
    assertThat(copy.at(copy.begin(999))).isEqualTo(many - 1);
    assertThat(copy.at(copy.begin(998))).isEqualTo(Items.NONE);
  }

  @Example
  void aStrongNeighbourIsNotPushedOutByChanceMeetings() {
    for (int i = 0; i < 100; i++) {
      neighbours.follow(ITEM, FRIEND, 1, true);
    }
    for (int i = 0; i < 20_000; i++) {
      neighbours.follow(ITEM, 1 + i % (ROWS - 2), 1, true);
    }
    assertThat(neighbours.together(slotOf(ITEM, FRIEND))).isGreaterThanOrEqualTo(100);
  }

  @Property(tries = 50)
  void halvingKeepsTheRatios(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var any = new Neighbours(items, ROWS, new Dice(1));
    for (int i = 0; i < 2_000; i++) {
      any.follow(ITEM, 1 + random.nextInt(20), (float) random.nextDouble(.2, 1), i % 2 == 0);
    }
    int begin = any.begin(ITEM);
    var before = new float[Neighbours.SLOTS][];
    for (int slot = 0; slot < before.length; slot++) {
      before[slot] = counts(any, begin + slot);
    }
    any.halve();
    for (int slot = 0; slot < before.length; slot++) {
      var after = counts(any, begin + slot);
      for (int c = 0; c < after.length; c++) {
        assertThat(before[slot][c] / 2 - after[c]).isBetween(0f, 1 / 32f);
      }
    }
  }

  @Example
  void itTellsWhenACountNearsItsBound() {
    int meetings = 0;
    while (!neighbours.isFull()) {
      neighbours.follow(1, 2, 1, true);
      meetings++;
    }
    assertThat(meetings).isBetween(3_500, 4_000);
    neighbours.halve();
    assertThat(neighbours.isFull()).isFalse();
    assertThat(neighbours.together(slotOf(1, 2))).isBetween(meetings / 2f - 1, meetings / 2f);
  }

  @Example
  void aNeighbourThatWentIsNoNeighbour() {
    neighbours.follow(1, 2, 1, true);
    int slot = slotOf(1, 2);
    items.renew(2);
    assertThat(neighbours.at(slot)).isEqualTo(Items.NONE);
    neighbours.follow(items.ref(2), 1, 1, true);
    assertThat(slotOf(1, items.ref(2))).isNotNegative();
    neighbours.clear(1);
    assertThat(
            IntStream.range(0, Neighbours.SLOTS).map(s -> neighbours.at(neighbours.begin(1) + s)))
        .containsOnly(Items.NONE);
  }

  private static float[] counts(Neighbours any, int slot) {
    return new float[] {any.together(slot), any.after(slot), any.soon(slot)};
  }

  private int slotOf(int item, int neighbour) {
    int begin = neighbours.begin(item);
    return IntStream.range(begin, begin + Neighbours.SLOTS)
        .filter(slot -> neighbours.at(slot) == neighbour)
        .findFirst()
        .orElse(-1);
  }
}
