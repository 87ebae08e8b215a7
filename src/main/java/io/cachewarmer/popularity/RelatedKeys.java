package io.cachewarmer.popularity;

import io.cachewarmer.popularity.PatternView.Related;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The related keys of one view, strongest first, worked out at the first look: a snapshot holds tens
 * of thousands of views and few of them are looked at. Immutable; safe on any thread, where at worst
 * the same list is made twice.
 */
final class RelatedKeys extends AbstractList<Related> {

  private static final Comparator<Related> STRONGEST =
      Comparator.comparingDouble(Related::strength).reversed().thenComparing(Related::key);

  private final String[] told;
  private final float[] toldWeights;
  private final String[] observed;
  private final float[] observedWeights;
  private final double count;
  private volatile List<Related> ranked = List.of();

  private RelatedKeys(Links told, Links observed, double count) {
    this.told = told.shareKeys();
    this.toldWeights = told.shareWeights();
    this.observed = observed.shareKeys();
    this.observedWeights = observed.shareWeights();
    this.count = count;
  }

  /** @param count accesses of the pattern, in the unit of the weights */
  static List<Related> of(Links told, Links observed, double count) {
    return told.isEmpty() && observed.isEmpty()
        ? List.of()
        : new RelatedKeys(told, observed, count);
  }

  @Override
  public Related get(int index) {
    return ranked().get(index);
  }

  @Override
  public int size() {
    return ranked().size();
  }

  private List<Related> ranked() {
    var known = ranked;
    if (known.isEmpty()) {
      known = rank();
      ranked = known;
    }
    return known;
  }

  /**
   * Told links are measured against the one told most often, because many accesses tell nothing at
   * all; observed ones against all accesses of the key.
   */
  private List<Related> rank() {
    double mostTold = 0;
    for (float weight : toldWeights) {
      mostTold = Math.max(mostTold, weight);
    }
    var found = new LinkedHashMap<String, Related>();
    for (int i = 0; i < observed.length; i++) {
      found.put(observed[i], new Related(observed[i], share(observedWeights[i], count), false));
    }
    for (int i = 0; i < told.length; i++) {
      double strength = share(toldWeights[i], mostTold);
      found.merge(
          told[i],
          new Related(told[i], strength, true),
          (seen, said) -> new Related(said.key(), Math.max(seen.strength(), strength), true));
    }
    return found.values().stream().sorted(STRONGEST).toList();
  }

  private static double share(double part, double whole) {
    return whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole));
  }
}
