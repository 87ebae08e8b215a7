package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The ghost against a list that is searched from end to end, least recently used first. */
class GhostLruPropertyTest {

  private static final long TTL = 1_000;

  private record Held(int row, long loadedAt) {}

  @Property(tries = 300)
  void itAnswersAsAPlainCacheWould(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int capacity,
      @ForAll @IntRange(min = 1, max = 200) int pause) {
    var random = new SplittableRandom(seed);
    var ghost = new GhostLru(capacity, TTL);
    var held = new ArrayList<Held>();
    long at = 0;
    for (int i = 0; i < 500; i++) {
      at += random.nextInt(pause);
      long now = at;
      int row = random.nextInt(30);
      held.removeIf(one -> one.loadedAt() + TTL <= now);
      var found = held.stream().filter(one -> one.row() == row).findFirst();
      held.removeIf(one -> one.row() == row);
      if (found.isEmpty() && held.size() == capacity) {
        held.remove(0);
      }
      held.add(found.orElse(new Held(row, now)));
      assertThat(ghost.access(row, now)).isEqualTo(found.isPresent());
    }
  }

  @Example
  void whatItRemembersIsBoundedByItsCapacity() {
    var ghost = new GhostLru(10, Long.MAX_VALUE / 2);
    for (int i = 0; i < 100_000; i++) {
      ghost.access(i % 11, i);
      assertThat(ghost.remembered()).isLessThanOrEqualTo(3 * 10 + 64);
    }
  }
}
