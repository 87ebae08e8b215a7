package io.cachewarmer.popularity;

import static io.cachewarmer.popularity.Events.DAY;
import static io.cachewarmer.popularity.Events.NOON;
import static io.cachewarmer.popularity.Events.inCategory;
import static io.cachewarmer.popularity.Events.inSession;
import static io.cachewarmer.popularity.Events.item;
import static io.cachewarmer.popularity.Events.learn;
import static io.cachewarmer.popularity.Events.learner;
import static io.cachewarmer.popularity.Events.prompt;
import static io.cachewarmer.popularity.Events.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.popularity.PatternView.Related;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LearnerTest {

  private final Learner learner = learner(1_000);

  @Test
  void aProfileTellsTheLocalHourOfTheWeek() {
    var rules = new LearningRules(1, 1, 7 * DAY, 10, ZoneId.of("America/New_York"));
    var away = new Learner(rules, new SplittableRandom(1), asked -> asked.query());
    learn(away, item("milk", NOON), item("milk", NOON), item("milk", NOON + 3 * DAY));
    var profile = away.find("milk", NOON + 3 * DAY).orElseThrow().profile();
    assertThat(profile.at(7)).isEqualTo(2f);
    assertThat(profile.at(3 * 24 + 7)).isEqualTo(1f);
    assertThat(profile.total()).isEqualTo(3f);
  }

  @Test
  void whatWasHandedOutNeverChanges() {
    learn(learner, telling("milk", NOON, "eggs"), telling("milk", NOON, "eggs"));
    var before = learner.find("milk", NOON).orElseThrow();
    var snapshot = learner.snapshot(NOON);
    learn(learner, telling("milk", NOON, "tea"), telling("milk", NOON + 3_600_000, "bread"));
    assertThat(before.profile().total()).isEqualTo(2f);
    assertThat(before.related()).extracting(Related::key).containsExactly("eggs");
    assertThat(snapshot.patterns().get(0).profile().total()).isEqualTo(2f);
    assertThat(snapshot.store().profile().total()).isEqualTo(2f);
  }

  @Test
  void relatedKeysComeAsToldAndAsSeenTogetherStrongestFirst() {
    learn(
        learner,
        telling("milk", NOON, "eggs", "tea"),
        telling("milk", NOON, "eggs"),
        inSession("milk", NOON, "s1"),
        inSession("bread", NOON, "s1"),
        inSession("bread", NOON, "s1"));
    assertThat(learner.find("milk", NOON).orElseThrow().related())
        .containsExactly(
            new Related("eggs", 1, true),
            new Related("tea", .5, true),
            new Related("bread", 1 / 3.0, false));
    assertThat(learner.find("bread", NOON).orElseThrow().related())
        .containsExactly(new Related("milk", .5, false));
  }

  @Test
  void aSessionThatWasIdleForTenMinutesIsAnotherOne() {
    learn(learner, inSession("milk", NOON, "s"), inSession("bread", NOON + 600_001, "s"));
    assertThat(learner.find("bread", NOON).orElseThrow().related()).isEmpty();
  }

  @Test
  void aPatternNotAskedForWithinTheRetentionIsDropped() {
    learn(learner, item("old", NOON));
    assertThat(learner.find("old", NOON + 8 * DAY)).isEmpty();
    assertThat(learner.snapshot(NOON + 8 * DAY).patterns()).isEmpty();
    learn(learner, item("new", NOON + 8 * DAY));
    assertThat(learner.patterns()).isEqualTo(1);
  }

  @Test
  void whatAPatternWasLastToldIsKept() {
    learn(
        learner,
        new ItemAccess("", "milk", NOON, 9, true, "dairy", List.of(), 2_048, "", ""),
        item("milk", NOON + 1));
    var milk = learner.find("milk", NOON + 1).orElseThrow();
    assertThat(milk.category()).isEqualTo("dairy");
    assertThat(milk.bytes()).isEqualTo(2_048);
    assertThat(learner.snapshot(NOON + 1).categories().get("dairy").count())
        .isCloseTo(2, within(1e-6));
  }

  @Test
  void categoriesAreBounded() {
    for (int i = 0; i < 3_000; i++) {
      learn(learner, inCategory("k", "c" + i, NOON));
    }
    assertThat(learner.snapshot(NOON).categories()).hasSize(Learner.MOST_CATEGORIES);
  }

  @Test
  void askedLastHourIsLatestFirstAndBounded() {
    var many = learner(5_000);
    learn(many, item("long ago", NOON - 3_700_000));
    for (int i = 0; i < 3_000; i++) {
      learn(many, item("k" + i, NOON + i));
    }
    var asked = many.snapshot(NOON + 3_000).askedLastHour();
    assertThat(asked).hasSize(SnapshotMaker.MOST_ASKED).startsWith("k2999", "k2998");
    assertThat(learnerWithOneOld().askedLastHour()).containsExactly("milk");
  }

  @Test
  void sampledEventsWeighForThoseLeftOut() {
    var sampling = learner(100, .25);
    learn(sampling, item("milk", NOON), item("milk", NOON), item("milk", NOON));
    assertThat(sampling.find("milk", NOON).orElseThrow().count()).isCloseTo(12, within(1e-9));
    assertThat(sampling.figures(NOON).accesses()).isEqualTo(12);
    var shared = new HashMap<String, Double>();
    sampling.learn(
        List.of(item("tea", NOON)), (key, weight) -> shared.merge(key, weight, Double::sum));
    assertThat(shared).containsExactly(java.util.Map.entry("tea", 4.0));
  }

  @Test
  void figuresNameTheMostImportantAndTheMeanResponse() {
    for (int i = 0; i < 20; i++) {
      for (int n = 0; n <= i; n++) {
        learn(learner, item("grocery:" + i, NOON));
      }
    }
    learn(learner, prompt("a", NOON, 250, false, ""), prompt("b", NOON, 350, true, ""));
    var figures = learner.figures(NOON);
    assertThat(figures.top()).hasSize(10);
    assertThat(figures.top().get(0).key()).isEqualTo("grocery:19");
    assertThat(figures.top().get(9).key()).isEqualTo("grocery:10");
    assertThat(figures.groceries()).isEqualTo(20);
    assertThat(figures.queries()).isEqualTo(2);
    assertThat(figures.averageResponseMillis()).isEqualTo(300);
    assertThat(figures.promptHitRatio()).isEqualTo(.5);
  }

  @Test
  void anAnswerIsKeptUntilAnotherIsToldAndNeverReplacedByNone() {
    learn(
        learner,
        prompt("add milk", NOON, 250, false, "done"),
        prompt("add milk", NOON, 1, true, ""));
    var view = learner.snapshot(NOON).prompts().get(0);
    assertThat(view.answer()).isEqualTo("done");
    assertThat(view.query()).isEqualTo("add milk");
    assertThat(view.pattern().key()).isEqualTo("llm:llama:add milk");
    assertThat(learner.find("llm:llama:add milk", NOON)).isPresent();
  }

  @Test
  void exposureIsAQuarterOfADayAtLeastAndDecaysLikeCounts() {
    assertThat(learner.exposureDays(NOON)).isEqualTo(.25);
    learn(learner, item("milk", NOON));
    assertThat(learner.exposureDays(NOON + DAY)).isBetween(.95, 1.0);
    assertThat(learner.exposureDays(NOON + 3_650 * DAY)).isCloseTo(19.5, within(.1));
  }

  @Test
  void clearingForgetsEverything() {
    learn(learner, inCategory("milk", "dairy", NOON), prompt("q", NOON, 5, true, "a"));
    assertThat(learner.clear()).isEqualTo(2);
    var empty = learner.snapshot(NOON);
    assertThat(empty.patterns()).isEmpty();
    assertThat(empty.prompts()).isEmpty();
    assertThat(empty.categories()).isEmpty();
    assertThat(empty.accesses()).isZero();
    assertThat(empty.store().count()).isZero();
    assertThat(learner.changed()).isFalse();
  }

  private DemandSnapshot learnerWithOneOld() {
    learn(learner, item("old", NOON), item("milk", NOON + 3_600_001));
    return learner.snapshot(NOON + 3_600_001);
  }
}
