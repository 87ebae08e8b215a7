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
  private static final Hat ORDERS = SPACE.hat(0, 5, 11);
  private static final Hat DUE = SPACE.hat(-2.5, 2.5, 11);
  private static final Hat REORDERED = SPACE.hat(-4, 2, 13);
  private static final Hat REPEATS = SPACE.hat(-2, 2, 9);
  private static final Hat DAYS = SPACE.hat(0, 4, 9);
  private static final Hat BASKET = SPACE.hat(0, 4, 9);
  private static final Hat COMMON_TO_USER = SPACE.hat(-9, 0, 13);
  private static final Hat GAP = SPACE.hat(-2, 2, 9);
  private static final Hat COMMON = SPACE.hat(-9, 1, 21);
  private static final Hat RETURNING_ORDERS = SPACE.hat(0, 5, 11);
  private static final Hat RETURNING_BASKET = SPACE.hat(0, 4, 9);
  private static final BasketHats KNOWN = new BasketHats(SPACE);
  private static final BasketHats NEW = new BasketHats(SPACE);

  private final Meetings meetings;
  private final Reorders reorders;
  private final Features features = new Features();

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

  /**
   * @param row of the candidate among the session's evidence; -1 when there is none
   * @param cause the item just asked for whose neighbour it is; {@link Items#NONE} for one of the user's
   * @param slot of the candidate among the neighbours of {@code cause}
   */
  Features describe(OpenSession session, int ref, int row, int cause, int slot) {
    features.clear();
    int past = row < 0 ? -1 : session.evidence.past(row);
    int known = past < 0 ? 0 : 1;
    int position = bin(session.length(), POSITION_ENDS);
    int near = Math.min(position, POSITIONS - 1);
    int visitor = session.history.isEmpty() ? 0 : session.hasHistory() ? 2 : 1;
    features.one(BIAS + known * POSITIONS + near);
    features.one(VISITOR + (visitor * 2 + known) * LONG_POSITIONS + position);
    features.one(ORIGIN + (cause == Items.NONE ? 0 : POSITIONS) + near);
    double base = meetings.base(ref);
    if (known == 1) {
      describePast(session, ref, past, base);
    } else {
      features.hat(COMMON, base);
      if (visitor == 2) {
        var history = session.history.orElseThrow();
        features.hat(RETURNING_ORDERS, FastLog.of(history.orders()));
        features.hat(RETURNING_BASKET, FastLog.of(Math.max(1, history.meanBasket())));
      }
    }
    if (row >= 0 && session.evidence.supporters(row) > 0) {
      describeBasket(session, ref, row, cause, slot, base, known == 1 ? KNOWN : NEW);
    }
    return features;
  }

  private void describePast(OpenSession session, int ref, int past, double base) {
    var history = session.history.orElseThrow();
    int count = history.count(past);
    int orders = history.orders();
    int since = history.ordersSince(past);
    double days = history.daysSince(session.beganMillis());
    features.hat(OFTEN, Meetings.logit((count + .3) / (orders + 1)));
    features.hat(LATELY, Meetings.logit(history.frequency(past)));
    features.one(SINCE_AND_COUNT + bin(since, SINCE_ENDS) * 8 + bin(count, COUNT_ENDS));
    features.hat(ORDERS, FastLog.of(orders));
    features.hat(DUE, FastLog.of((double) since * count / orders));
    features.hat(REORDERED, reorders.logit(ref));
    features.hat(
        REPEATS, FastLog.of((history.meanRepeats() + .1) / Math.max(.05, session.habits())));
    features.hat(DAYS, FastLog.of(1 + days));
    features.hat(BASKET, FastLog.of(Math.max(1, history.meanBasket())));
    features.hat(COMMON_TO_USER, base);
    features.hat(GAP, FastLog.of((days + .5) / (history.meanGapDays() + .5)));
  }

  private void describeBasket(
      OpenSession session, int ref, int row, int cause, int slot, double base, BasketHats hats) {
    var evidence = session.evidence;
    int position = session.length();
    double sum = evidence.sum(row);
    double strongest = evidence.strongest(row);
    features.hat(hats.sum(), sum);
    features.hat(hats.strongest(), strongest);
    features.hat(hats.mean(), sum / Math.min(position, 40));
    features.hat(hats.recent(), evidence.recent(row, position));
    features.hat(hats.support(), (double) evidence.supporters(row) / position);
    double mean = sum / evidence.supporters(row);
    features.hats(hats.strongestByMean(), strongest, hats.meanColumns(), mean);
    features.hats(hats.strongestByBase(), strongest, hats.baseColumns(), base);
    if (cause != Items.NONE) {
      double last = evidence.latest(row);
      features.hat(hats.last(), last);
      features.hat(hats.soon(), meetings.soon(cause, ref, slot));
      features.hats(hats.lastByPosition(), last, hats.positionColumns(), FastLog.of(position));
    }
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
