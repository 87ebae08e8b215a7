package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.State;
import io.cachewarmer.forecast.rate.ItemRates;

/**
 * A cache of few places. Who leaves is the item that is least likely to be asked for before it expires; while a
 * plain LRU of the same size does better, the one that was not used for longest, and nothing leaves for a warm.
 * So no demand, however odd, makes it worse than the plain cache by more than it takes to notice.
 */
final class FewPlaces implements Places {

  /** Among more residents than this a sample is enough: the worst of it is bad enough to leave. */
  private static final int MOST_COMPARED = 32;

  /** Hits ahead of the plain LRU that count; a long lead must not pay for a long loss. */
  private static final double LARGEST_LEAD = 10;

  private static final double NOTICED = -4;

  /** A judgment stands for so small a part of the TTL that it hardly changes in it. */
  private static final int JUDGED_PER_TTL = 32;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private final int capacity;
  private final ItemRates rates;
  private final Residents residents;
  private final GhostLru ghost;
  private final long[] freshUntil;
  private final Recency recency;
  private final float[] judged;
  private final long[] judgedAt;
  private final long judgedFor;
  private double lead = LARGEST_LEAD;
  private boolean losing;
  private int turn;

  /** @param freshUntil when each row's value expires; read, never written */
  FewPlaces(int capacity, long ttlMillis, ItemRates rates, long[] freshUntil) {
    this.capacity = capacity;
    this.rates = rates;
    this.freshUntil = freshUntil;
    residents = new Residents(freshUntil.length);
    recency = new Recency(freshUntil.length);
    judged = new float[freshUntil.length];
    judgedAt = new long[freshUntil.length];
    judgedFor = ttlMillis / JUDGED_PER_TTL;
    ghost = new GhostLru(capacity, ttlMillis);
  }

  @Override
  public void accessed(int row, long atMillis, boolean hit) {
    if (residents.holds(row)) {
      recency.use(row);
    }
    judgedAt[row] = NEVER;
    boolean wouldHit = ghost.access(row, atMillis);
    lead = Math.min(LARGEST_LEAD, lead + (hit ? 1 : 0) - (wouldHit ? 1 : 0));
    losing = losing ? lead < 0 : lead < NOTICED;
  }

  @Override
  public int takeLoaded(int row, long atMillis) {
    if (residents.holds(row) || residents.size() < capacity) {
      return NOBODY;
    }
    int least = least(atMillis);
    boolean keeps = losing || worth(row, atMillis) >= worth(least, atMillis);
    return keeps ? least : row;
  }

  @Override
  public int candidateFor(int row, long atMillis, double worth, double price) {
    if (residents.holds(row) || residents.size() < capacity) {
      return NOBODY;
    }
    if (losing) {
      return row;
    }
    int least = least(atMillis);
    return worth - worth(least, atMillis) < price ? row : least;
  }

  @Override
  public void put(int row, int leaving, long atMillis) {
    if (leaving != NOBODY) {
      remove(leaving);
    }
    // A warm that nobody has used is the first to leave: it must not push out what was used.
    recency.hold(row);
    judgedAt[row] = NEVER;
    residents.add(row);
  }

  @Override
  public void remove(int row) {
    residents.remove(row);
    recency.remove(row);
  }

  @Override
  public boolean holds(int row) {
    return residents.holds(row);
  }

  @Override
  public void state(State state) {
    lead = state.real(lead);
    losing = state.whole(losing ? 1 : 0) == 1;
    turn = state.whole(turn);
  }

  private int least(long atMillis) {
    if (losing) {
      return recency.eldest();
    }
    int compared = Math.min(residents.size(), MOST_COMPARED);
    int least = NOBODY;
    double leastWorth = Double.POSITIVE_INFINITY;
    for (int i = 0; i < compared; i++) {
      turn = (turn + 1) % residents.size();
      int row = residents.at(turn);
      double worth = worth(row, atMillis);
      if (worth < leastWorth) {
        leastWorth = worth;
        least = row;
      }
    }
    return least;
  }

  /** P(asked for before it expires), as it was a moment ago. */
  private double worth(int row, long atMillis) {
    if (atMillis - judgedAt[row] > judgedFor || judgedAt[row] > atMillis) {
      rates.lookAhead(row, atMillis, 0);
      double expected = rates.within(Math.max(0, freshUntil[row] - atMillis));
      judged[row] = (float) (1 - Math.exp(-expected));
      judgedAt[row] = atMillis;
    }
    return judged[row];
  }
}
