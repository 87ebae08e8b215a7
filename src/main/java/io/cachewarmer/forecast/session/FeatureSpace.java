package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.Hat;

/** Hands out the weights of a model to its features, one after the other. */
final class FeatureSpace {

  private int size;

  int block(int features) {
    int base = size;
    size += features;
    return base;
  }

  Hat hat(double low, double high, int knots) {
    return new Hat(block(knots), low, high, knots);
  }

  /** The rows' variable of a surface. */
  Hat rows(double low, double high, int knots, Hat columns) {
    return new Hat(block(knots * columns.knots()), low, high, knots);
  }

  int size() {
    return size;
  }
}
