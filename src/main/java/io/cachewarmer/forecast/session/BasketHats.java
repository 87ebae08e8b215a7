package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.Hat;

/** The features of what a basket says of a candidate; one set of weights. */
final class BasketHats {

  private static final Hat MEAN = new Hat(0, -1, 3, 9);
  private static final Hat BASE = new Hat(0, -9, 0, 9);
  private static final Hat POSITION = new Hat(0, 0, 4, 9);

  /** The last two are those of what a neighbour alone has. */
  final Hat[] single;

  /** Of the surfaces of the strongest over the mean, the strongest over the base, the last over the position. */
  final Hat[] rows;

  final Hat[] columns = {MEAN, BASE, POSITION};

  BasketHats(FeatureSpace space) {
    var sum = space.hat(-4, 10, 15);
    var strongest = space.hat(-7, 2, 13);
    var last = space.hat(-7, 2, 13);
    var soon = space.hat(-7, 2, 13);
    var mean = space.hat(-1, 3, 13);
    var recent = space.hat(-4, 8, 13);
    var support = space.hat(0, 1, 11);
    single = new Hat[] {sum, strongest, mean, recent, support, last, soon};
    rows = new Hat[] {
      space.rows(-7, 2, 9, MEAN), space.rows(-7, 2, 9, BASE), space.rows(-7, 2, 9, POSITION)
    };
  }
}
