package io.cachewarmer.popularity;

import static io.cachewarmer.popularity.HourOfWeekProfile.HOURS;

/**
 * What is counted of one key. Mutable, of one thread; others see views.
 *
 * <p>Values that decay slowly are forward-decayed (Cormode, Shkapenyuk, Srivastava, Xu 2009): an
 * access at t adds exp(rate x (t - landmark)), and a reading divides by the same at its own moment.
 * So an access writes one cell of the profile and not all 168, and ratios such as the hit share need
 * no decay at all. The landmark moves on before the weights grow out of a float's reach.
 */
final class Pattern {

  static final int MOST_TOLD = 32;
  static final int MOST_OBSERVED = 16;

  private static final double LARGEST_GROWTH = 1e6;
  private static final float[] NO_CELLS = {};

  final String key;
  String category = "";
  int bytes;
  long lastAccess;
  Links told = new Links();
  Links observed = new Links();

  // Owned by the table.
  int slot;
  boolean alive = true;
  boolean dirty;
  boolean saving;
  boolean saved;

  private long landmark;
  // Growth of the weights as of the last access.
  private double grown = 1;
  private double count;
  private double hits;
  private double loadSum;
  private double loadWeight;
  // As of the last access.
  private double recent;
  private int onlyHour;
  private float[] cells = NO_CELLS;
  private boolean cellsShared;

  Pattern(String key, long atMillis) {
    this.key = key;
    landmark = atMillis;
    lastAccess = atMillis;
  }

  Pattern(PatternState state, String key, Forgetting forgets, KeyPool pool) {
    this.key = key;
    category = state.category();
    bytes = state.bytes();
    landmark = state.asOfMillis();
    lastAccess = state.lastAccessMillis();
    grown = 1 / forgets.slow().over(landmark, lastAccess);
    count = state.count();
    recent = state.recentCount();
    hits = state.hits();
    loadSum = state.loadSum();
    loadWeight = state.loadWeight();
    onlyHour = state.profile().onlyHour();
    cells = state.profile().isSingle() ? NO_CELLS : state.profile().toArray();
    told = Links.of(state.told(), MOST_TOLD, pool);
    observed = Links.of(state.observed(), MOST_OBSERVED, pool);
  }

  /**
   * Counts an access. One that is older than the last counts as if made then, for its hour of the
   * week excepted: a clock that was set back neither decays nor inflates anything.
   */
  void count(long atMillis, int hour, double weight, boolean hit, double load, Forgetting forgets) {
    long moment = Math.max(atMillis, lastAccess);
    recent = recent * forgets.fast().over(lastAccess, moment) + weight;
    grow(moment, forgets.slow());
    double added = weight * grown;
    addToProfile(hour, added);
    boolean missedBefore = missed();
    if (!hit && !missedBefore) {
      loadSum = 0;
      loadWeight = 0;
    }
    if (!hit || !missedBefore) {
      loadSum += added * load;
      loadWeight += added;
    }
    count += added;
    hits += hit ? added : 0;
    lastAccess = moment;
  }

  /** A key that the access just counted was told to go with. */
  void tell(String related, double weight, KeyPool pool) {
    told.add(related, weight * grown, MOST_TOLD, pool);
  }

  /** A key that was asked for in the same session. */
  void observe(String neighbour, double weight, KeyPool pool) {
    observed.add(neighbour, weight * grown, MOST_OBSERVED, pool);
  }

  double count(long atMillis, Decay slow) {
    return count * slow.over(landmark, Math.max(atMillis, lastAccess));
  }

  double recentCount(long atMillis, Decay fast) {
    return recent * fast.over(lastAccess, atMillis);
  }

  double hitShare() {
    return count == 0 ? 0 : hits / count;
  }

  /** Mean wait of the accesses that missed, or of all when none did. */
  double loadMillis() {
    return loadWeight == 0 ? 0 : loadSum / loadWeight;
  }

  double score(long atMillis, Decay slow) {
    return ImportanceScore.of(
        count(atMillis, slow), atMillis - lastAccess, loadMillis(), hitShare());
  }

  HourOfWeekProfile profile(long atMillis, Decay slow) {
    return profile(slow.over(landmark, Math.max(atMillis, lastAccess)));
  }

  PatternView view(long atMillis, Forgetting forgets) {
    double left = forgets.slow().over(landmark, Math.max(atMillis, lastAccess));
    double hitShare = hitShare();
    double load = loadMillis();
    return new PatternView(
        key,
        category,
        count * left,
        recentCount(atMillis, forgets.fast()),
        hitShare,
        load,
        bytes,
        lastAccess,
        ImportanceScore.of(count * left, atMillis - lastAccess, load, hitShare),
        RelatedKeys.of(told, observed, count),
        profile(left));
  }

  /** What other nodes are told of it, brought to its last access. */
  KeyCount told(boolean question, Forgetting forgets) {
    return new KeyCount(
        key,
        category,
        question,
        lastAccess,
        count(lastAccess, forgets.slow()),
        recent,
        hitShare(),
        loadMillis(),
        bytes);
  }

  /** Everything as it is held, so that what is restored goes on exactly as this would. */
  PatternState state(String name) {
    return new PatternState(
        name,
        category,
        landmark,
        lastAccess,
        count,
        recent,
        hits,
        loadSum,
        loadWeight,
        bytes,
        profile(1.0),
        told.toMap(),
        observed.toMap());
  }

  /** Lets go of what is heavy: a session may still point here for minutes. */
  void leave(KeyPool pool) {
    alive = false;
    cells = NO_CELLS;
    told.release(pool);
    observed.release(pool);
  }

  /** @param left what is left of a weight of 1 at the landmark */
  private HourOfWeekProfile profile(double left) {
    if (cells.length == 0) {
      return HourOfWeekProfile.single(onlyHour, (float) (count * left));
    }
    cellsShared = true;
    return HourOfWeekProfile.sharing(cells, left);
  }

  // Both grow by the same additions, so that they are equal to the last bit until the first miss.
  private boolean missed() {
    return hits < count;
  }

  private void addToProfile(int hour, double added) {
    if (cells.length == 0) {
      if (count == 0) {
        onlyHour = hour;
        return;
      }
      cells = new float[HOURS];
      cells[onlyHour] = (float) count;
    } else if (cellsShared) {
      cells = cells.clone();
    }
    cellsShared = false;
    cells[hour] += (float) added;
  }

  private void grow(long atMillis, Decay slow) {
    if (atMillis == lastAccess) {
      return;
    }
    double left = slow.over(landmark, atMillis);
    if (left * LARGEST_GROWTH < 1) {
      moveLandmark(atMillis, left);
      grown = 1;
    } else {
      grown = 1 / left;
    }
  }

  private void moveLandmark(long atMillis, double left) {
    landmark = atMillis;
    count *= left;
    hits *= left;
    loadSum *= left;
    loadWeight *= left;
    told.multiply(left);
    observed.multiply(left);
    if (cells.length > 0) {
      cells = cells.clone();
      cellsShared = false;
      for (int i = 0; i < cells.length; i++) {
        cells[i] *= (float) left;
      }
    }
  }
}
