package io.cachewarmer.forecast;

import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.grocery.GroceryItem;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import io.cachewarmer.popularity.PatternView.Related;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Proposes what goes with what was asked for in the last hour, and with the hottest items: as agents
 * told, as sessions showed, and as the catalogue knows.
 *
 * <p>P(b) = P(b with a) x P(a is still in somebody's basket, or comes again), the strongest a alone:
 * several sources of one basket are not independent.
 */
public final class RelatedStrategy implements WarmingStrategy {

  private static final int MOST_ASKED = 200;
  private static final int MOST_HOT = 20;
  private static final int MOST = 200;
  private static final double LEAST_ADMISSIBLE = 0.02;

  /** A basket is mostly filled within this time of an access to one of its items. */
  private static final double BASKET_MILLIS = 1_200_000;

  /** What the catalogue's word is worth before any session has shown it. */
  private static final double CATALOGUE_STRENGTH = 0.1;

  private final ArrivalForecast forecast;
  private final Catalogue catalogue;
  private final Predicate<String> loadable;

  /**
   * @param loadable whether the origin may have such an item; keys that were asked for are proposed
   *     anyway
   */
  public RelatedStrategy(
      ArrivalForecast forecast, Catalogue catalogue, Predicate<String> loadable) {
    this.forecast = forecast;
    this.catalogue = catalogue;
    this.loadable = loadable;
  }

  @Override
  public Arm arm() {
    return Arm.RELATED;
  }

  @Override
  public List<Proposal> propose(DemandSnapshot demand, Moment moment) {
    var known = Known.patterns(demand);
    var best = new HashMap<String, Proposal>();
    sources(demand, moment, known)
        .forEach((source, weight) -> related(source, known).forEach((key, strength) -> {
          if (known.containsKey(key) || loadable.test(key)) {
            var proposal = proposal(key, source, strength * weight, known);
            best.merge(key, proposal, RelatedStrategy::stronger);
          }
        }));
    return best.values().stream()
        .sorted(Comparator.comparingDouble((Proposal p) -> -p.probability())
            .thenComparing(Proposal::key))
        .limit(MOST)
        .toList();
  }

  /** Items whose relations count now, and how much. */
  private Map<String, Double> sources(
      DemandSnapshot demand, Moment moment, Map<String, PatternView> known) {
    var sources = new LinkedHashMap<String, Double>();
    demand.askedLastHour().stream().limit(MOST_ASKED).forEach(key -> {
      var pattern = known.get(key);
      long last = pattern == null ? demand.atMillis() : pattern.lastAccessMillis();
      long age = Math.max(0, moment.atMillis() - last);
      sources.put(key, Math.exp(-age / BASKET_MILLIS));
    });
    var outlook = forecast.outlook(demand, moment);
    demand.patterns().stream()
        .sorted(Comparator.comparingDouble((PatternView p) -> -p.count())
            .thenComparing(PatternView::key))
        .limit(MOST_HOT)
        .forEach(p -> sources.merge(p.key(), outlook.probability(p), Math::max));
    return sources;
  }

  private Map<String, Double> related(String source, Map<String, PatternView> known) {
    var related = new LinkedHashMap<String, Double>();
    var pattern = known.get(source);
    if (pattern != null) {
      for (Related r : pattern.related()) {
        related.merge(r.key(), r.strength(), Math::max);
      }
    }
    catalogue
        .find(source)
        .map(GroceryItem::related)
        .orElse(List.of())
        .forEach(key -> related.merge(key, CATALOGUE_STRENGTH, Math::max));
    related.remove(source);
    return related;
  }

  private Proposal proposal(
      String key, String source, double probability, Map<String, PatternView> known) {
    var pattern = known.get(key);
    double saved = pattern == null ? Assumed.loadMillis(key) : Assumed.savedMillis(pattern);
    double p = Math.max(0, Math.min(1, probability));
    return new Proposal(key, arm(), p, saved, p >= LEAST_ADMISSIBLE, "goes with " + source);
  }

  private static Proposal stronger(Proposal a, Proposal b) {
    int byProbability = Double.compare(a.probability(), b.probability());
    return byProbability > 0 || (byProbability == 0 && a.detail().compareTo(b.detail()) <= 0)
        ? a
        : b;
  }
}
