package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.Hat;

/** The features of one candidate: a reused buffer of positions and values. Not thread-safe. */
final class Features {

  static final int MOST = 96;

  private final char[] indices = new char[MOST];
  private final float[] values = new float[MOST];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  char[] indices() {
    return indices;
  }

  float[] values() {
    return values;
  }

  void one(int feature) {
    add(feature, 1);
  }

  void hat(Hat hat, double value) {
    double position = hat.position(value);
    int knot = (int) position;
    float part = (float) (position - knot);
    add(hat.base() + knot, 1 - part);
    add(hat.base() + knot + 1, part);
  }

  /** The first values, each through the hat in its place. */
  void hats(Hat[] hats, double[] of, int count) {
    for (int i = 0; i < count; i++) {
      hat(hats[i], of[i]);
    }
  }

  void surfaces(BasketHats hats, double[] down, double[] across, int count) {
    for (int i = 0; i < count; i++) {
      surface(hats.rows[i], down[i], hats.columns[i], across[i]);
    }
  }

  /** A surface over two variables, bilinear between the knots of both; {@code rows} has its weights. */
  void surface(Hat rows, double row, Hat columns, double column) {
    double down = rows.position(row);
    double across = columns.position(column);
    int top = (int) down;
    int left = (int) across;
    float lower = (float) (down - top);
    float right = (float) (across - left);
    int corner = rows.base() + top * columns.knots() + left;
    add(corner, (1 - lower) * (1 - right));
    add(corner + 1, (1 - lower) * right);
    add(corner + columns.knots(), lower * (1 - right));
    add(corner + columns.knots() + 1, lower * right);
  }

  private void add(int feature, float value) {
    if (value != 0) {
      indices[size] = (char) feature;
      values[size] = value;
      size++;
    }
  }
}
