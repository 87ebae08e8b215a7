package io.cachewarmer.popularity;

import static io.cachewarmer.popularity.Events.NOON;
import static io.cachewarmer.popularity.Events.item;
import static io.cachewarmer.popularity.Events.learn;
import static io.cachewarmer.popularity.Events.learner;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImportanceScoreTest {

  private static final double THRESHOLD = .7;

  @Test
  void aSlowKeyThatAlwaysMissesPassesAndBeatsAFastOneThatAlwaysHits() {
    double slowMisses = ImportanceScore.of(100, 0, 5_000, 0);
    double fastHits = ImportanceScore.of(30, 0, 5, 1);
    assertThat(slowMisses).isGreaterThanOrEqualTo(THRESHOLD).isGreaterThan(fastHits);
    assertThat(fastHits).isLessThan(THRESHOLD);
  }

  @Test
  void theSameHoldsForLearnedPatterns() {
    var learner = learner(100);
    for (int i = 0; i < 100; i++) {
      learn(learner, item("slow", NOON, 5_000, false));
    }
    for (int i = 0; i < 30; i++) {
      learn(learner, item("fast", NOON, 5, true));
    }
    double slow = learner.find("slow", NOON).orElseThrow().score();
    double fast = learner.find("fast", NOON).orElseThrow().score();
    assertThat(slow).isGreaterThanOrEqualTo(THRESHOLD);
    assertThat(fast).isLessThan(THRESHOLD);
  }

  @Test
  void fiveFreshAccessesOfAMissingItemPass() {
    var learner = learner(100);
    for (int i = 0; i < 5; i++) {
      learn(learner, item("milk", NOON + i));
    }
    assertThat(learner.find("milk", NOON + 5).orElseThrow().score()).isGreaterThan(THRESHOLD);
  }
}
