package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.FastLog;
import io.cachewarmer.forecast.Hat;

/**
 * Says of a candidate what bears on its being asked for in the rest of a session: the user's habit, what the
 * basket speaks for, and how common it is. Every feature bends through hats or is one of a few cases, and
 * has weights of its own for candidates that the user has asked for before.
 */
final class Describer {

  private static final int POSITIONS = 8;
  private static final int LONG_POSITIONS = 12;
  private static final int[] POSITION_ENDS = {1, 2, 3, 5, 8, 13, 20, 40, 80, 160, 400};
  private static final int[] SINCE_ENDS = {1, 2, 3, 4, 6, 9, 14, 22};
  private static final int[] COUNT_ENDS = {1, 2, 3, 4, 6, 9, 15};

  private static final FeatureSpace SPACE = new FeatureSpace();
  private static final int BIAS = SPACE.block(2 * POSITIONS);
  private static final int VISITOR = SPACE.block(3 * 2 * LONG_POSITIONS);
  private static final int ORIGIN = SPACE.block(2 * POSITIONS);
  private static final Hat OFTEN = SPACE.hat(-5, 3, 17);
  private static final Hat LATELY = SPACE.hat(-6, 3, 13);
  private static final int SINCE_AND_COUNT = SPACE.block(9 * 8);
  private static final Hat[] PAST = {
    OFTEN,
    LATELY,
    SPACE.hat(0, 5, 11),
    SPACE.hat(-2.5, 2.5, 11),
    SPACE.hat(-4, 2, 13),
    SPACE.hat(-2, 2, 9),
    SPACE.hat(0, 4, 9),
    SPACE.hat(0, 4, 9),
    SPACE.hat(-9, 0, 13),
    SPACE.hat(-2, 2, 9),
  };

  // Their places.
  private static final int HABIT = 0;
  private static final int RECENT_HABIT = 1;
  private static final int ORDERS = 2;
  private static final int DUE = 3;
  private static final int REORDERED = 4;
  private static final int REPEATS = 5;
  private static final int DAYS = 6;
  private static final int USUAL_BASKET = 7;
  private static final int COMMON_TO_USER = 8;
  private static final int GAP = 9;

  private static final Hat COMMON = SPACE.hat(-9, 1, 21);
  private static final Hat RETURNING_ORDERS = SPACE.hat(0, 5, 11);
  private static final Hat RETURNING_BASKET = SPACE.hat(0, 4, 9);
  private static final BasketHats KNOWN = new BasketHats(SPACE);
  private static final BasketHats NEW = new BasketHats(SPACE);

  private final Meetings meetings;
  private final Reorders reorders;
  private final Features features = new Features();
  // Bent in loops: a call for each would be one long piece of code, compiled far too late.
  private final double[] past = new double[PAST.length];
  private final double[] basket = new double[BasketHats.SINGLE];
  private final double[] down = new double[BasketHats.SURFACES];
  private final double[] across = new double[BasketHats.SURFACES];
  private int position;
  private int length;
  private int visitor;
  private double logLength;

  Describer(Meetings meetings, Reorders reorders) {
    this.meetings = meetings;
    this.reorders = reorders;
  }

  static Logistic untaught() {
    var model = new Logistic(SPACE.size());
    for (int k = 0; k < OFTEN.knots(); k++) {
      model.start(OFTEN.base() + k, OFTEN.valueAt(k));
    }
    for (int k = 0; k < COMMON.knots(); k++) {
      model.start(COMMON.base() + k, COMMON.valueAt(k));
    }
    for (int p = 0; p < POSITIONS; p++) {
      model.start(BIAS + POSITIONS + p, -.3);
    }
    return model;
  }

  /** Takes in what is the same for all candidates of an access. */
  void turnTo(OpenSession session) {
    length = session.length();
    logLength = FastLog.of(length);
    position = bin(length, POSITION_ENDS);
    visitor = session.history.isEmpty() ? 0 : session.hasHistory() ? 2 : 1;
    if (visitor == 2) {
      var history = session.history.orElseThrow();
      double days = history.daysSince(session.beganMillis());
      past[ORDERS] = FastLog.of(history.orders());
      past[REPEATS] = FastLog.of((history.meanRepeats() + .1) / Math.max(.05, session.habits()));
      past[DAYS] = FastLog.of(1 + days);
      past[USUAL_BASKET] = FastLog.of(Math.max(1, history.meanBasket()));
      past[GAP] = FastLog.of((days + .5) / (history.meanGapDays() + .5));
    }
  }

  /**
   * @param row of the candidate among the evidence of the session that this was turned to; -1 when there is none
   * @param cause the item just asked for whose neighbour it is; {@link Items#NONE} for one of the user's
   * @param slot of the candidate among the neighbours of {@code cause}
   */
  Features describe(OpenSession session, int ref, int row, int cause, int slot) {
    features.clear();
    int remembered = row < 0 ? -1 : session.evidence.past(row);
    int known = remembered < 0 ? 0 : 1;
    int near = Math.min(position, POSITIONS - 1);
    features.one(BIAS + known * POSITIONS + near);
    features.one(VISITOR + (visitor * 2 + known) * LONG_POSITIONS + position);
    features.one(ORIGIN + (cause == Items.NONE ? 0 : POSITIONS) + near);
    double base = meetings.base(ref);
    if (known == 1) {
      describePast(session.history.orElseThrow(), ref, remembered, base);
    } else {
      features.hat(COMMON, base);
      if (visitor == 2) {
        features.hat(RETURNING_ORDERS, past[ORDERS]);
        features.hat(RETURNING_BASKET, past[USUAL_BASKET]);
      }
    }
    if (row >= 0 && session.evidence.supporters(row) > 0) {
      describeBasket(session.evidence, ref, row, cause, slot, base, known == 1 ? KNOWN : NEW);
    }
    return features;
  }

  private void describePast(History history, int ref, int remembered, double base) {
    int count = history.count(remembered);
    int orders = history.orders();
    int since = history.ordersSince(remembered);
    features.one(SINCE_AND_COUNT + bin(since, SINCE_ENDS) * 8 + bin(count, COUNT_ENDS));
    past[HABIT] = Meetings.logit((count + .3) / (orders + 1));
    past[RECENT_HABIT] = Meetings.logit(history.frequency(remembered));
    past[DUE] = FastLog.of((double) since * count / orders);
    past[REORDERED] = reorders.logit(ref);
    past[COMMON_TO_USER] = base;
    features.hats(PAST, past, PAST.length);
  }

  private void describeBasket(
      Evidence evidence, int ref, int row, int cause, int slot, double base, BasketHats hats) {
    boolean caused = cause != Items.NONE;
    double sum = evidence.sum(row);
    double strongest = evidence.strongest(row);
    basket[BasketHats.SUM] = sum;
    basket[BasketHats.STRONGEST] = strongest;
    basket[BasketHats.MEAN] = sum / Math.min(length, 40);
    basket[BasketHats.RECENT] = evidence.recent(row, length);
    basket[BasketHats.SUPPORT] = (double) evidence.supporters(row) / length;
    down[BasketHats.STRONGEST_BY_MEAN] = strongest;
    across[BasketHats.STRONGEST_BY_MEAN] = sum / evidence.supporters(row);
    down[BasketHats.STRONGEST_BY_BASE] = strongest;
    across[BasketHats.STRONGEST_BY_BASE] = base;
    if (caused) {
      basket[BasketHats.LAST] = evidence.latest(row);
      basket[BasketHats.SOON] = meetings.soon(cause, ref, slot);
      down[BasketHats.LAST_BY_POSITION] = evidence.latest(row);
      across[BasketHats.LAST_BY_POSITION] = logLength;
    }
    // A habit has no cause, and none of the last features.
    features.hats(hats.single, basket, caused ? basket.length : BasketHats.LAST);
    features.surfaces(hats, down, across, caused ? down.length : BasketHats.LAST_BY_POSITION);
  }

  /** The first bin whose end is not exceeded. */
  private static int bin(int value, int[] ends) {
    int bin = 0;
    while (bin < ends.length && value > ends[bin]) {
      bin++;
    }
    return bin;
  }
}
