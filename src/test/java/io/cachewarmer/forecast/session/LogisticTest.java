package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.StateTape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticTest {

  private static final int BIAS = 0;
  private static final int GOOD = 1;
  private static final int NOISE = 2;

  private final Logistic model = new Logistic(4);
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void itKnowsNothingAtFirst() {
    assertThat(model.probability(of(BIAS, GOOD))).isEqualTo(.5);
  }

  @Test
  void itBeginsWithTheWeightsThatItIsGiven() {
    model.start(GOOD, 2);
    assertThat(model.probability(of(GOOD))).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
  }

  @Test
  void itLearnsASeparableSet() {
    for (int i = 0; i < 5_000; i++) {
      boolean good = random.nextBoolean();
      learn(example(good), good);
    }
    assertThat(model.probability(of(BIAS, GOOD))).isGreaterThan(.9);
    assertThat(model.probability(of(BIAS))).isLessThan(.1);
    double noisy = model.probability(of(BIAS, GOOD, NOISE));
    assertThat(noisy).isCloseTo(model.probability(of(BIAS, GOOD)), within(.05));
  }

  @Test
  void itLearnsHowOftenSomethingComes() {
    for (int i = 0; i < 20_000; i++) {
      learn(of(BIAS), random.nextInt(10) < 3);
    }
    assertThat(model.probability(of(BIAS))).isCloseTo(.3, within(.04));
  }

  @Test
  void aRestoredOneLearnsOnAsTheOldOne() {
    learn(of(BIAS, GOOD), true);
    var kept = StateTape.of(model::state);
    var restored = new Logistic(4);
    kept.restore(restored::state);
    var features = of(BIAS, NOISE);
    learn(features, false);
    restored.learn(features.indices(), features.values(), 0, features.size(), false);
    assertThat(StateTape.of(restored::state).sameAs(StateTape.of(model::state))).isTrue();
  }

  private Features example(boolean good) {
    boolean noise = random.nextBoolean();
    return good
        ? noise ? of(BIAS, GOOD, NOISE) : of(BIAS, GOOD)
        : noise ? of(BIAS, NOISE) : of(BIAS);
  }

  private void learn(Features features, boolean came) {
    model.learn(features.indices(), features.values(), 0, features.size(), came);
  }

  private static Features of(int... which) {
    var features = new Features();
    for (int feature : which) {
      features.one(feature);
    }
    return features;
  }
}
