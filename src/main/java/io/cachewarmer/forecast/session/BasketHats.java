package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.Hat;

/** The features of what a basket says of a candidate; one set of weights. */
record BasketHats(
    Hat sum,
    Hat strongest,
    Hat last,
    Hat soon,
    Hat mean,
    Hat recent,
    Hat support,
    Hat meanColumns,
    Hat strongestByMean,
    Hat baseColumns,
    Hat strongestByBase,
    Hat positionColumns,
    Hat lastByPosition) {

  private static final Hat MEAN = new Hat(0, -1, 3, 9);
  private static final Hat BASE = new Hat(0, -9, 0, 9);
  private static final Hat POSITION = new Hat(0, 0, 4, 9);

  BasketHats(FeatureSpace space) {
    this(
        space.hat(-4, 10, 15),
        space.hat(-7, 2, 13),
        space.hat(-7, 2, 13),
        space.hat(-7, 2, 13),
        space.hat(-1, 3, 13),
        space.hat(-4, 8, 13),
        space.hat(0, 1, 11),
        MEAN,
        space.rows(-7, 2, 9, MEAN),
        BASE,
        space.rows(-7, 2, 9, BASE),
        POSITION,
        space.rows(-7, 2, 9, POSITION));
  }
}
