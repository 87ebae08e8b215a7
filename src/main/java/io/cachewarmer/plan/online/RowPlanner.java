package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.State;
import io.cachewarmer.forecast.rate.ItemRates;
import io.cachewarmer.forecast.session.SessionModel;
import io.cachewarmer.forecast.value.WarmValue;
import io.cachewarmer.plan.online.Decisions.Cause;

/**
 * Decides at events what is warmed: when a value expires, at the steps of a grid, when a session begins and when an
 * item is asked for. A stale item is warmed when that saves more than the price. Works on rows; not thread-safe.
 */
final class RowPlanner implements SessionModel.Candidates {

  /** Told of decisions, by row. */
  interface Outcome {
    void warm(int row, long atMillis, int evicted, Cause cause, double worth);

    void evict(int row, long atMillis);
  }

  /** A value that expires so soon is as good as stale for a session that has just begun. */
  private static final long SOON_STALE = 60_000;

  /** Of a longer pause, as after a restart, only the last steps are made up for. */
  private static final long MOST_MISSED_STEPS = 10_000;

  private final ItemRates rates;
  private final SessionModel sessions;
  private final ShadowPrice price;
  private final Outcome outcome;
  private final WarmValue value = new WarmValue();
  private final Agenda expiries;

  /** When a stale item is looked at next. */
  private final Wheel looks;

  private final Places places;
  private final long[] freshUntil;
  private final Sleep sleep;
  private final int[] taken;
  private final long ttl;
  private final long step;
  private int known;
  private long nextStep = Long.MIN_VALUE;
  private long now;

  RowPlanner(
      Rules rules, ItemRates rates, SessionModel sessions, ShadowPrice price, Outcome outcome) {
    this.rates = rates;
    this.sessions = sessions;
    this.price = price;
    this.outcome = outcome;
    ttl = rules.ttlMillis();
    step = rates.horizon().stepMillis();
    expiries = new Agenda(rules.mostItems());
    looks = new Wheel(rules.mostItems());
    freshUntil = new long[rules.mostItems()];
    sleep = new Sleep(rules, rates);
    taken = new int[rules.mostItems()];
    places = rules.capacity() == 0
        ? Places.UNLIMITED
        : new FewPlaces(rules.capacity(), ttl, rates, freshUntil);
  }

  /** Expiries and grid steps before that moment, in their order. */
  void advance(long toMillis) {
    if (nextStep == Long.MIN_VALUE) {
      nextStep = (Math.floorDiv(toMillis, step) + 1) * step;
      looks.start(nextStep / step);
      resume(known);
    }
    nextStep = Math.max(nextStep, (Math.floorDiv(toMillis, step) - MOST_MISSED_STEPS) * step);
    long expiry = nextExpiry();
    while (Math.min(expiry, nextStep) < toMillis) {
      if (expiry <= nextStep) {
        expire(expiries.take(), expiry);
      } else {
        nextStep += step;
        scan(nextStep - step);
      }
      expiry = nextExpiry();
    }
    now = Math.max(now, toMillis);
  }

  void loaded(int row, long atMillis, long expiresAtMillis) {
    known = Math.max(known, row + 1);
    freshUntil[row] = expiresAtMillis;
    int leaving = places.takeLoaded(row, atMillis);
    if (leaving != Places.NOBODY) {
      leave(leaving);
      outcome.evict(leaving, atMillis);
    }
    if (leaving != row) {
      places.put(row, leaving, atMillis);
      expiries.put(row, expiresAtMillis);
    }
  }

  void accessed(int row, int category, String session, String user, long atMillis, boolean hit) {
    known = Math.max(known, row + 1);
    places.accessed(row, atMillis, hit);
    rates.learn(row, category, atMillis, known);
    price.accessed(atMillis);
    sleep.wake(row);
    if (isStale(row, atMillis)) {
      lookAgain(row); // another cache answered
    }
    if (!session.isEmpty() || !user.isEmpty()) {
      sessions.access(row, session, user, atMillis, this);
    }
  }

  void gone(int row) {
    leave(row);
    places.remove(row);
  }

  private void leave(int row) {
    freshUntil[row] = 0;
    expiries.remove(row);
    lookAgain(row);
  }

  /** At the first step of the grid at which the row is awake; before the first of all, all will be. */
  private void lookAgain(int row) {
    if (nextStep != Long.MIN_VALUE) {
      looks.put(row, Math.floorDiv(Math.max(sleep.until(row), nextStep) + step - 1, step));
    }
  }

  /** The cache is empty, or what it holds is told anew; the time begins with the next moment told. */
  void emptied() {
    nextStep = Long.MIN_VALUE;
    for (int row = 0; row < known; row++) {
      forget(row);
    }
  }

  /** Whether no value is thought to be there at that moment. */
  boolean isStale(int row, long atMillis) {
    return freshUntil[row] <= atMillis;
  }

  void forget(int row) {
    if (places.holds(row)) {
      outcome.evict(row, now);
    }
    sleep.wake(row);
    gone(row);
  }

  /** Whether the row's value has a place in a cache of few. */
  boolean isHeld(int row) {
    return places.holds(row);
  }

  @Override
  public double least(int row) {
    if (freshUntil[row] > now + SOON_STALE) {
      return NONE_WANTED;
    }
    return sleep.least(row, price.price(), now);
  }

  /** In a session a warm pays at once with p, and else as it would without the session. */
  @Override
  public void candidate(int row, double probability, boolean habit) {
    if (!isStale(row, now + SOON_STALE)) {
      return; // warmed meanwhile for another reason
    }
    double asked = price.price();
    double worth = probability;
    if (worth < asked) {
      double needed = (asked - probability) / (1 - probability);
      worth += (1 - probability) * worth(row, now, needed);
    }
    if (worth >= asked) {
      warm(row, now, habit ? Cause.HABIT : Cause.BASKET, worth);
    }
  }

  /** So many items are known from an earlier life. */
  void resume(int items) {
    known = items;
    for (int row = 0; row < known; row++) {
      lookAgain(row);
    }
  }

  /** What it waits for, without the cache's content. */
  void state(State state, int rows) {
    known = state.whole(known);
    nextStep = state.whole(nextStep);
    now = state.whole(now);
    sleep.state(state, rows);
    places.state(state);
    if (state.restores()) {
      if (nextStep != Long.MIN_VALUE) {
        looks.start(nextStep / step);
      }
      resume(known);
    }
  }

  private long nextExpiry() {
    return expiries.isEmpty() ? Long.MAX_VALUE : expiries.nextAt();
  }

  private void expire(int row, long atMillis) {
    places.remove(row);
    if (!sleep.isSeenOnce(row)) {
      consider(row, atMillis);
    }
    if (isStale(row, atMillis)) {
      lookAgain(row);
    }
  }

  private void scan(long atMillis) {
    int due = looks.take(Math.floorDiv(atMillis, step), taken);
    int near = 0;
    for (int i = 0; i < due; i++) {
      int row = taken[i];
      if (isStale(row, atMillis)) {
        if (sleep.until(row) <= atMillis && sleep.isNear(row, price.price(), atMillis)) {
          taken[near++] = row;
        } else {
          lookAgain(row);
        }
      }
    }
    for (int i = 0; i < near; i++) {
      look(taken[i], atMillis);
    }
  }

  private void look(int row, long atMillis) {
    consider(row, atMillis);
    if (isStale(row, atMillis)) {
      lookAgain(row);
    }
  }

  private void consider(int row, long atMillis) {
    double asked = price.price();
    double worth = worth(row, atMillis, asked);
    if (worth >= asked) {
      warm(row, atMillis, Cause.RATE, worth);
    } else {
      sleep.found(row, worth, asked, atMillis);
    }
  }

  /** 0 when it cannot reach {@code atLeast}, as a warm saves no more than P(asked for). */
  private double worth(int row, long atMillis, double atLeast) {
    double within = rates.lookAhead(row, atMillis, atLeast);
    rates.remember();
    // The first bound is above the second and costs no exponential.
    return within < atLeast || 1 - Math.exp(-within) < atLeast
        ? 0
        : value.of(rates.further(), rates.horizon(), price.price());
  }

  private void warm(int row, long atMillis, Cause cause, double worth) {
    if (!price.affords(atMillis)) {
      price.refused();
      return;
    }
    int leaving = places.candidateFor(row, atMillis, worth, price.price());
    if (leaving == row) {
      return;
    }
    if (leaving != Places.NOBODY) {
      leave(leaving);
    }
    price.warmed(atMillis);
    places.put(row, leaving, atMillis);
    freshUntil[row] = atMillis + ttl;
    expiries.put(row, atMillis + ttl);
    outcome.warm(row, atMillis, leaving, cause, worth);
  }
}
