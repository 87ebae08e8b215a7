package io.cachewarmer.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RecentIdsPropertyTest {

  private static final long WINDOW = 100;

  @Property
  void anIdCountsOnceWithinTheWindow(
      @ForAll @Size(max = 400) List<@IntRange(max = 60) Integer> ids,
      @ForAll @IntRange(max = 20) int step) {
    var recent = new RecentIds(1_000_000, WINDOW);
    var model = new HashMap<Integer, Long>();
    long now = 0;
    for (int id : ids) {
      now += step;
      var seen = model.get(id);
      boolean fresh = seen == null || now - seen > WINDOW;
      assertThat(recent.add("id-" + id, now)).isEqualTo(fresh);
      if (fresh) {
        model.put(id, now);
      }
    }
  }

  @Property(tries = 20)
  void neverHoldsMoreThanTheBoundAndForgetsTheOldestFirst(
      @ForAll @IntRange(min = 1, max = 3_000) int bound, @ForAll @IntRange(max = 5_000) int count) {
    var recent = new RecentIds(bound, WINDOW);
    for (int i = 0; i < count; i++) {
      assertThat(recent.add("id-" + i, 0)).isTrue();
    }
    int kept = Math.min(bound, count);
    assertThat(recent.size()).isEqualTo(kept);
    assertThat(recent.pushedOut()).isEqualTo(count - kept);
    for (int i = count - kept; i < count; i++) {
      assertThat(recent.add("id-" + i, 0)).isFalse();
    }
  }

  @Property(tries = 50)
  void whatIsTakenBackMayComeAgainAndTheRestMayNot(
      @ForAll @IntRange(max = 2_000) int before, @ForAll @IntRange(max = 2_000) int batch) {
    var recent = new RecentIds(1_000_000, WINDOW);
    for (int i = 0; i < before + batch; i++) {
      recent.add("id-" + i, i / 100);
    }
    recent.forgetYoungest(batch);
    for (int i = 0; i < before; i++) {
      assertThat(recent.add("id-" + i, 50)).isFalse();
    }
    for (int i = before; i < before + batch; i++) {
      assertThat(recent.add("id-" + i, 50)).isTrue();
    }
  }

  @Property(tries = 20)
  void isTheSameAfterARestart(@ForAll @IntRange(max = 3_000) int count) {
    var recent = new RecentIds(1_000_000, WINDOW);
    for (int i = 0; i < count; i++) {
      recent.add("id-" + i, i / 50);
    }
    var restored = new RecentIds(1_000_000, WINDOW);
    recent.toList().forEach(seen -> restored.add(seen.hash(), seen.atMillis()));
    assertThat(restored.toList()).isEqualTo(recent.toList());
  }
}
