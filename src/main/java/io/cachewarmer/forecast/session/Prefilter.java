package io.cachewarmer.forecast.session;

/**
 * Passes over candidates that could hardly reach the probability of interest, by the one number that bears most
 * on it: to describe all of them would cost most of the time of an access, and fewer than one in a hundred is
 * warmed. Not thread-safe.
 */
final class Prefilter {

  /** So many times the odds of its strongest supporter a candidate may have at last, by its other evidence. */
  private static final double LEEWAY_OF_ODDS = 6;

  private static final double LEEWAY_OF_HABIT = 5;

  private double least = Double.NaN;
  private double leastLogit;

  /** @param row of the candidate among the session's evidence; -1 when there is none */
  boolean passes(OpenSession session, int row, boolean habit, double wanted) {
    if (wanted > 1) {
      return false;
    }
    if (wanted == 0 || row < 0) {
      return true;
    }
    int past = session.evidence.past(row);
    if (past < 0) {
      return habit || session.evidence.strongest(row) >= logit(wanted);
    }
    return !habit || session.history.orElseThrow().likely(past) * LEEWAY_OF_HABIT >= wanted;
  }

  private double logit(double wanted) {
    if (wanted != least) {
      least = wanted;
      leastLogit = Meetings.logit(wanted) - Math.log(LEEWAY_OF_ODDS);
    }
    return leastLogit;
  }
}
