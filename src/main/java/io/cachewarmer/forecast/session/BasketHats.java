package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.Hat;

/** The features of what a basket says of a candidate; one set of weights. */
final class BasketHats {

  // Places in single; what only a neighbour of the item just asked for has comes last.
  static final int SUM = 0;
  static final int STRONGEST = 1;
  static final int MEAN = 2;
  static final int RECENT = 3;
  static final int SUPPORT = 4;
  static final int LAST = 5;
  static final int SOON = 6;
  static final int SINGLE = 7;

  // Places in rows and columns, likewise.
  static final int STRONGEST_BY_MEAN = 0;
  static final int STRONGEST_BY_BASE = 1;
  static final int LAST_BY_POSITION = 2;
  static final int SURFACES = 3;

  private static final Hat MEANS = new Hat(0, -1, 3, 9);
  private static final Hat BASES = new Hat(0, -9, 0, 9);
  private static final Hat POSITIONS = new Hat(0, 0, 4, 9);

  final Hat[] single;

  final Hat[] rows;

  final Hat[] columns = {MEANS, BASES, POSITIONS};

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
      space.rows(-7, 2, 9, MEANS), space.rows(-7, 2, 9, BASES), space.rows(-7, 2, 9, POSITIONS)
    };
  }
}
