package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;
import java.util.Arrays;

/**
 * Logistic regression on sparse features, one gradient step an example, with a step of its own for each
 * weight (AdaGrad; Duchi, Hazan, Singer 2011). Not thread-safe.
 */
final class Logistic {

  private static final float STEP = .15f;

  private final float[] weights;
  private final float[] gradients;

  Logistic(int features) {
    weights = new float[features];
    gradients = new float[features];
    Arrays.fill(gradients, 1);
  }

  void start(int feature, double weight) {
    weights[feature] = (float) weight;
  }

  double probability(Features features) {
    return probability(features.indices(), features.values(), 0, features.size());
  }

  double probability(char[] indices, float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += weights[indices[i]] * values[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  void learn(char[] indices, float[] values, int from, int to, boolean came) {
    float error = (float) (probability(indices, values, from, to) - (came ? 1 : 0));
    for (int i = from; i < to; i++) {
      float gradient = error * values[i];
      int feature = indices[i];
      gradients[feature] += gradient * gradient;
      weights[feature] -= STEP * gradient / (float) Math.sqrt(gradients[feature]);
    }
  }

  void state(State state) {
    state.reals(weights, weights.length);
    state.reals(gradients, gradients.length);
  }
}
