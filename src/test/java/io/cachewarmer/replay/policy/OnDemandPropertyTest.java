package io.cachewarmer.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.Traces;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Evictions on demand, against lists that are searched from end to end. */
class OnDemandPropertyTest {

  private static final long TTL = 1000;

  /** A held item: since when, how often asked for in all, when the last time. */
  private record Held(String item, int loaded, long count, int last, long expiry) {}

  @Property
  void lruEvictsWhatWasNotAskedForLongest(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int capacity) {
    same(Policies.LRU, Comparator.comparingInt(Held::last), seed, capacity);
  }

  @Property
  void lfuEvictsWhatWasAskedForLeastAndOfEqualsNotForLongest(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int capacity) {
    var order = Comparator.comparingLong(Held::count).thenComparingInt(Held::last);
    same(Policies.LFU, order, seed, capacity);
  }

  @Property
  void noneEvictsWhatWasLoadedFirst(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int capacity) {
    same(Policies.NONE, Comparator.comparingInt(Held::loaded), seed, capacity);
  }

  private static void same(Policies policy, Comparator<Held> order, long seed, int capacity) {
    var trace = Traces.random(seed, 200, 12, 200);
    var told = new CollectedDecisions();
    var tried = policy.create(
        trace,
        new Setting(TTL, 0, OptionalInt.of(capacity), OptionalLong.empty(), ZoneOffset.UTC),
        told);
    assertThat(told.words).isEmpty();
    var expected = naive(trace, tried, order, capacity);
    assertThat(told.words).isEqualTo(expected);
  }

  private static List<String> naive(
      Trace trace, Policy tried, Comparator<Held> order, int capacity) {
    var held = new ArrayList<Held>();
    Map<String, Long> counts = new HashMap<>();
    var evictions = new ArrayList<String>();
    for (int i = 0; i < trace.size(); i++) {
      String item = trace.itemName(trace.itemAt(i));
      long now = trace.timeAt(i);
      long count = counts.merge(item, 1L, Long::sum);
      held.removeIf(one -> one.expiry() <= now);
      var before = held.stream().filter(one -> one.item().equals(item)).findFirst();
      if (before.isPresent()) {
        held.remove(before.get());
        held.add(new Held(item, before.get().loaded(), count, i, before.get().expiry()));
      } else {
        if (held.size() == capacity) {
          var victim = held.stream().min(order).orElseThrow();
          held.remove(victim);
          evictions.add(now + " evict " + victim.item());
        }
        held.add(new Held(item, i, count, i, now + TTL));
      }
      tried.advance(now);
      tried.accessed(new Access(item, "", "", "", now), before.isPresent());
    }
    return evictions;
  }
}
