package io.cachewarmer.plan.online;

import io.cachewarmer.forecast.Feature;
import io.cachewarmer.forecast.State;
import io.cachewarmer.forecast.rate.Glimpse;
import io.cachewarmer.forecast.rate.ItemRates;
import io.cachewarmer.forecast.rate.Reliability;
import io.cachewarmer.forecast.session.Items;
import io.cachewarmer.forecast.session.SessionModel;
import io.cachewarmer.forecast.value.WarmValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learns from accesses and decides at once what is warmed: the online planner, by key. In: accesses, loads and
 * the passing of time, in order. Out: {@link Decisions}. The same input gives the same decisions, and none
 * depends on what comes after it. Bounded in every part; not thread-safe.
 */
public final class EventPlanner {

  private static final int MOST_CATEGORIES = 1_000;

  private final Rules rules;
  private final KeyRows keys;
  private final Map<String, Integer> categories = new HashMap<>();
  private final ItemRates rates;
  private final SessionModel sessions;
  private final ShadowPrice price;
  private final RowPlanner rows;
  private final WarmValue value = new WarmValue();

  public EventPlanner(Rules rules, Decisions decisions) {
    this.rules = rules;
    int most = rules.mostItems();
    keys = new KeyRows(most);
    rates = new ItemRates(most, MOST_CATEGORIES, rules.zone(), rules.ttlMillis());
    sessions = new SessionModel(new Items(most), most);
    price = new ShadowPrice(rules.budget(), new Burst(rules.budget(), rules.burst()));
    rows = new RowPlanner(rules, rates, sessions, price, new ByKey(decisions));
    categories.put("", 0);
  }

  /** Decides what falls due before that moment; what falls due at it waits for what happens at it. */
  public void advance(long toMillis) {
    rows.advance(toMillis);
  }

  /**
   * An access, of a moment that was advanced to.
   *
   * @param session may be empty; then the user's accesses are one session while they come closely
   * @param user may be empty
   * @param hit whether a fresh value was there; without one it is loaded now
   */
  public void accessed(
      String key, String category, String session, String user, long atMillis, boolean hit) {
    int row = rowOf(key);
    // A load that was told of itself has its true expiry already.
    if (!hit && rows.isStale(row, atMillis)) {
      rows.loaded(row, atMillis, atMillis + rules.ttlMillis());
    }
    rows.accessed(row, categoryRow(category), session, user, atMillis, hit);
  }

  /** Somebody else loaded it, or a warm was stored with this expiry. */
  public void loaded(String key, long atMillis, long expiresAtMillis) {
    int row = keys.find(key);
    if (row != KeyRows.NONE) {
      rows.loaded(row, atMillis, expiresAtMillis);
    }
  }

  /** A warm that was decided came to nothing, or the value was removed. */
  public void gone(String key) {
    int row = keys.find(key);
    if (row != KeyRows.NONE) {
      rows.gone(row);
    }
  }

  /** The cache was emptied, or what it holds will be told anew. */
  public void emptied() {
    rows.emptied();
  }

  /** Warms that others made from the same budget. */
  public void spent(int warms, long atMillis) {
    for (int i = 0; i < warms && rules.budget() > 0; i++) {
      price.warmed(atMillis);
    }
  }

  /** Warms that were decided and not made: they may be spent on others. */
  public void returned(int warms, long atMillis) {
    for (int i = 0; i < warms && rules.budget() > 0; i++) {
      price.returned(atMillis);
    }
  }

  /** Accesses expected within the TTL from that moment on; empty for a key that is not followed. */
  public Optional<Double> expected(String key, long atMillis) {
    return glimpse(key, atMillis).map(Glimpse::expected);
  }

  /** Misses that a warm at that moment would save, were the value stale; empty likewise. */
  public Optional<Double> worth(String key, long atMillis) {
    return glimpse(key, atMillis).map(this::worth);
  }

  /** The numbers that the forecast of the key is made of, for people; empty likewise. */
  public Optional<List<Feature>> explain(String key, long atMillis) {
    return glimpse(key, atMillis).map(seen -> Explained.of(seen, worth(seen), price.price()));
  }

  private Optional<Glimpse> glimpse(String key, long atMillis) {
    int row = keys.find(key);
    return row == KeyRows.NONE ? Optional.empty() : Optional.of(rates.glimpse(row, atMillis));
  }

  private double worth(Glimpse seen) {
    return Math.max(0, value.of(seen.steps(), rates.horizon(), price.price()));
  }

  /** What a warm must save to be made now, in misses. */
  public double price() {
    return price.price();
  }

  /** How far the expectations that warms rest on came true. */
  public List<Reliability.Bin> reliability() {
    return rates.reliability().bins();
  }

  /** Items that are followed. */
  public int items() {
    return keys.size();
  }

  /** Names all that was learned, in both directions. The cache's content is not part of it. */
  public void state(State state) {
    keys.state(state);
    categoryState(state);
    rates.state(state, keys.size(), categories.size());
    sessions.state(state, keys.size());
    price.state(state);
    if (state.restores()) {
      rows.resume(keys.size());
    }
  }

  /** Names what is planned from here on as well, for a copy that goes on in the same moment. */
  public void stateAndPlans(State state) {
    state(state);
    rows.state(state, keys.size());
  }

  private int rowOf(String key) {
    int row = keys.find(key);
    if (row != KeyRows.NONE) {
      return row;
    }
    if (!keys.isFull()) {
      return keys.add(key);
    }
    row = keys.leastOf(rates::count, rows::isHeld);
    if (row == KeyRows.NONE) {
      row = keys.leastOf(rates::count, any -> false);
    }
    rows.forget(row);
    rates.forget(row);
    sessions.forget(row);
    keys.replace(row, key);
    return row;
  }

  private int categoryRow(String name) {
    var known = categories.get(name);
    if (known != null) {
      return known;
    }
    if (categories.size() >= MOST_CATEGORIES) {
      return 0;
    }
    int row = categories.size();
    categories.put(name, row);
    return row;
  }

  private void categoryState(State state) {
    int kept = state.whole(categories.size());
    var names = new String[kept];
    java.util.Arrays.fill(names, "");
    if (!state.restores()) {
      categories.forEach((name, row) -> names[row] = name);
    } else {
      categories.clear();
    }
    for (int row = 0; row < kept; row++) {
      var name = state.text(names[row]);
      categories.put(name, row);
    }
  }

  /** From rows to keys. */
  private final class ByKey implements RowPlanner.Outcome {
    private final Decisions decisions;

    ByKey(Decisions decisions) {
      this.decisions = decisions;
    }

    @Override
    public void warm(int row, long atMillis, int evicted, Decisions.Cause cause, double worth) {
      var leaving =
          evicted == KeyRows.NONE ? Optional.<String>empty() : Optional.of(keys.key(evicted));
      decisions.warm(keys.key(row), atMillis, leaving, cause, worth);
    }

    @Override
    public void evict(int row, long atMillis) {
      decisions.evict(keys.key(row), atMillis);
    }
  }
}
