package io.cachewarmer.forecast;

import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proposes the common articles of any store, most common first, whether or not they were asked for. */
public final class GroceryStrategy implements WarmingStrategy {

  private static final int MOST = 100;

  private final ArrivalForecast forecast;
  private final Catalogue catalogue;

  public GroceryStrategy(ArrivalForecast forecast, Catalogue catalogue) {
    this.forecast = forecast;
    this.catalogue = catalogue;
  }

  @Override
  public Arm arm() {
    return Arm.GROCERY;
  }

  @Override
  public List<Proposal> propose(DemandSnapshot demand, Moment moment) {
    var outlook = forecast.outlook(demand, moment);
    var prior = new CommonPrior(moment, demand.exposureDays());
    Map<String, PatternView> known = Known.patterns(demand);
    return catalogue.common(MOST).stream()
        .map(item -> {
          var pattern = Optional.ofNullable(known.get(item.id()));
          double learned = pattern.map(outlook::probability).orElse(0.0);
          return new Proposal(
              item.id(),
              arm(),
              Math.max(learned, prior.probability(item)),
              pattern.map(Assumed::savedMillis).orElse(Assumed.loadMillis(item.id())),
              true,
              "number " + item.commonRank() + " of the common articles, in " + item.category());
        })
        .toList();
  }
}
