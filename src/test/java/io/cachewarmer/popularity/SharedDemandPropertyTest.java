package io.cachewarmer.popularity;

import static io.cachewarmer.popularity.Events.DAY;
import static io.cachewarmer.popularity.Events.NOON;
import static io.cachewarmer.popularity.Events.item;
import static io.cachewarmer.popularity.Events.learn;
import static io.cachewarmer.popularity.Events.learner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;

class SharedDemandPropertyTest {

  private static final long END = NOON + 5 * DAY;
  private static final List<String> KEYS = List.of("k0", "k1", "k2", "k3", "k4", "k5", "k6");

  private Learner one = learner(100);
  private Learner two = learner(100);
  private Learner three = learner(100);
  private Learner all = learner(100);
  private Elsewhere elsewhere = new Elsewhere(100);
  private SharedDemand demand = new SharedDemand(one, elsewhere);

  @BeforeTry
  void aWorldWithoutMemory() {
    one = learner(100);
    two = learner(100);
    three = learner(100);
    all = learner(100);
    elsewhere = new Elsewhere(100);
    demand = new SharedDemand(one, elsewhere);
  }

  private void live(long seed, int nodes) {
    var random = new Random(seed);
    long at = NOON;
    for (int i = 0; i < 200; i++) {
      at += random.nextInt(30 * 60_000);
      var event = item(KEYS.get(random.nextInt(KEYS.size())), at, random.nextInt(300), false);
      learn(all, event);
      learn(List.of(one, two, three).get(random.nextInt(nodes)), event);
    }
  }

  private void tell(String name, Learner learner) {
    var tallies = new Tallies(learner);
    var counts = new java.util.ArrayList<>(
        tallies.keys().flatMap(key -> tallies.of(key).stream()).toList());
    counts.add(tallies.store());
    elsewhere.put(name, tallies.firstAccessMillis(), counts);
  }

  @Property(tries = 50)
  void nodesThatShareKnowWhatOneWouldThatHeardItAll(@ForAll long seed) {
    live(seed, 3);
    tell("two", two);
    tell("three", three);
    for (var key : KEYS) {
      var merged = demand.find(key, END).orElseThrow();
      var whole = all.find(key, END).orElseThrow();
      assertThat(merged.count()).isCloseTo(whole.count(), within(1e-9 * whole.count()));
      assertThat(merged.recentCount())
          .isCloseTo(whole.recentCount(), within(1e-9 + 1e-9 * whole.recentCount()));
      assertThat(merged.loadMillis()).isCloseTo(whole.loadMillis(), within(1e-6));
      assertThat(merged.lastAccessMillis()).isEqualTo(whole.lastAccessMillis());
      assertThat(merged.score()).isCloseTo(whole.score(), within(1e-9));
    }
    var merged = demand.snapshot(END);
    var whole = all.snapshot(END);
    assertThat(merged.store().count()).isCloseTo(whole.store().count(), within(1e-6));
    assertThat(merged.exposureDays()).isCloseTo(whole.exposureDays(), within(1e-9));
    assertThat(merged.patterns()).hasSameSizeAs(whole.patterns());
    assertThat(demand.figures(END).top())
        .extracting(DemandFigures.Ranked::key)
        .containsExactlyElementsOf(
            all.figures(END).top().stream().map(DemandFigures.Ranked::key).toList());
  }

  @Property(tries = 20)
  void toBeToldAgainChangesNothing(@ForAll long seed) {
    live(seed, 2);
    tell("two", two);
    var once = demand.snapshot(END);
    tell("two", two);
    assertThat(demand.snapshot(END)).isEqualTo(once);
  }

  @Property(tries = 20)
  void aloneItSaysExactlyWhatTheLearnerSays(@ForAll long seed) {
    live(seed, 1);
    assertThat(demand.snapshot(END)).isEqualTo(one.snapshot(END));
    assertThat(demand.figures(END)).isEqualTo(one.figures(END));
    assertThat(demand.find("k1", END)).isEqualTo(one.find("k1", END));
    tell("two", two);
    elsewhere.forget("two");
    assertThat(demand.snapshot(END, Set.of("k1"))).isEqualTo(one.snapshot(END, Set.of("k1")));
  }

  @Property(tries = 20)
  void whatOnlyOthersWereAskedForIsRecalledToo(@ForAll long seed) {
    learn(one, item("mine", NOON));
    live(seed, 1);
    learn(two, item("theirs", NOON));
    tell("two", two);
    assertThat(demand.snapshot(END, Set.of("theirs", "mine", "nobody's")).patterns())
        .extracting(PatternView::key)
        .containsExactlyInAnyOrder("mine", "theirs");
  }

  @Property(tries = 5)
  void noNodeCanFillTheMemoryOfAnother(@ForAll long seed) {
    for (int node = 0; node < 2 * Elsewhere.MOST_NODES; node++) {
      for (int i = 0; i < 150; i++) {
        elsewhere.put(
            "n" + node, NOON, List.of(new KeyCount("k" + i, "", false, NOON, 1, 1, 0, 1, 0)));
      }
    }
    assertThat(elsewhere.nodes()).isEqualTo(Elsewhere.MOST_NODES);
    assertThat(elsewhere.keys()).isEqualTo(100 * Elsewhere.MOST_NODES);
    assertThat(elsewhere.turnedAway()).isPositive();
    elsewhere.expire(NOON + 1);
    assertThat(elsewhere.keys()).isZero();
  }
}
