package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.State;

/**
 * What a warm must save to be worth its place in the budget, in misses: the price at which the warms that are
 * worth it use up the budget. It is found online, by a small step down with each access and a larger one up
 * with each warm (dual ascent on the budget's constraint).
 *
 * <p>It steers, it does not gate: opening hours may spend what quiet hours earn, else warms would be dropped
 * by when they come instead of by what they are worth. A balance of what was earned and spent is led back
 * to zero over days, so that between any two distant moments as much is spent as earned. Not thread-safe.
 */
public final class ShadowPrice {

  /** Aimed at a little below the budget, which is a bound. */
  private static final double AIM = .985;

  private static final double FIRST = .5;
  private static final double LOWEST = Math.log(.02);
  private static final double HIGHEST = Math.log(.995);

  /** Days in which the price may follow a change of demand, and the accesses that this takes at least. */
  private static final double PACE_DAYS = 1.3;

  private static final double LEAST_PACE = 150;

  /** How far from zero the balance may be, in bursts, and how hard it is led back. */
  private static final double MOST_SAVED = 2;

  /** Part of the latter half's budget that may have been earned before it. */
  private static final double LATE = .06;

  private static final double LEADING = 7;
  private static final double LARGEST_CORRECTION = .3;

  private final double budget;
  private final Burst burst;
  private double log = Math.log(FIRST);
  // Asked for far oftener than it moves.
  private double price = FIRST;
  private double balance;
  private final LatterHalf latter = new LatterHalf();

  /** @param budget warms per access, not negative */
  public ShadowPrice(double budget, Burst burst) {
    this.budget = budget;
    this.burst = burst;
  }

  /** Between 0.02 and 1: without a floor a shop without any pattern would be warmed at random. */
  public double price() {
    return price;
  }

  public void accessed(long atMillis) {
    burst.accessed(atMillis);
    latter.accessed();
    double most = Math.min(MOST_SAVED * burst.size(), LATE * latter.earned(budget));
    balance = Math.min(most, balance + AIM * budget);
    if (budget > 0) {
      moveTo(log - 1 / pace());
    }
  }

  /** Whether one more warm stays within the budget, for long, and one burst, for a moment. */
  public boolean affords(long atMillis) {
    return balance - 1 >= -burst.size() && latter.allows(budget) && burst.allows(atMillis);
  }

  public void warmed(long atMillis) {
    balance -= 1;
    burst.warmed(atMillis);
    latter.warmed();
    rise();
  }

  /** A warm was worth its price and not affordable: the price is too low, although nothing was spent. */
  public void refused() {
    rise();
  }

  /** A warm that was paid for was not made. */
  void returned(long atMillis) {
    moveTo(log - step());
    balance += 1;
    burst.returned(atMillis);
    latter.returned();
  }

  private void rise() {
    if (budget > 0) {
      moveTo(log + step());
    }
  }

  private void moveTo(double next) {
    log = Math.max(LOWEST, Math.min(HIGHEST, next));
    price = Math.exp(log);
  }

  private double step() {
    double saved = balance / (LEADING * burst.size());
    double correction = Math.max(-LARGEST_CORRECTION, Math.min(LARGEST_CORRECTION, saved));
    return 1 / (pace() * AIM * budget * (1 + correction));
  }

  private double pace() {
    return Math.max(LEAST_PACE, PACE_DAYS * burst.accessesPerDay());
  }

  void state(State state) {
    moveTo(state.real(log));
    balance = state.real(balance);
    burst.state(state);
    latter.state(state);
  }
}
