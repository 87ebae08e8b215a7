package io.cachewarmer.forecast;

import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.grocery.GroceryItem;
import io.cachewarmer.grocery.Meal;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Proposes what belongs to this time: the articles of the meal whose hours these are, and the items
 * whose own accesses are known to gather in the hours ahead. Hours are local, by the zone's rules, and
 * midnight is an hour like any other.
 */
public final class TimeOfDayStrategy implements WarmingStrategy {

  private static final int MOST_LEARNED = 200;

  private final ArrivalForecast forecast;
  private final Catalogue catalogue;

  public TimeOfDayStrategy(ArrivalForecast forecast, Catalogue catalogue) {
    this.forecast = forecast;
    this.catalogue = catalogue;
  }

  @Override
  public Arm arm() {
    return Arm.TIME;
  }

  @Override
  public List<Proposal> propose(DemandSnapshot demand, Moment moment) {
    var outlook = forecast.outlook(demand, moment);
    var best = new HashMap<String, Proposal>();
    for (var proposal : learned(demand, moment, outlook)) {
      best.put(proposal.key(), proposal);
    }
    for (var proposal : meals(demand, moment, outlook)) {
      best.putIfAbsent(proposal.key(), proposal);
    }
    return best.values().stream()
        .sorted(Comparator.comparingDouble((Proposal p) -> -p.probability())
            .thenComparing(Proposal::key))
        .toList();
  }

  private List<Proposal> meals(DemandSnapshot demand, Moment moment, Outlook outlook) {
    var local = LocalDateTime.ofInstant(Instant.ofEpochMilli(moment.atMillis()), moment.zone());
    var prior = new CommonPrior(moment, demand.exposureDays());
    var known = Known.patterns(demand);
    var proposals = new ArrayList<Proposal>();
    for (var meal : Meal.values()) {
      if (meal.isOn(local)) {
        catalogue.meal(meal).stream()
            .map(item -> meal(item, meal, known, prior, outlook))
            .forEach(proposals::add);
      }
    }
    return proposals;
  }

  private Proposal meal(
      GroceryItem item,
      Meal meal,
      Map<String, PatternView> known,
      CommonPrior prior,
      Outlook outlook) {
    double probability = prior.probability(item);
    double saved = Assumed.loadMillis(item.id());
    var pattern = known.get(item.id());
    if (pattern != null) {
      probability = Math.max(probability, outlook.probability(pattern));
      saved = Assumed.savedMillis(pattern);
    }
    String detail = meal == Meal.BULK ? "bought in bulk at weekends" : "wanted for " + meal.label();
    return new Proposal(item.id(), arm(), probability, saved, true, detail);
  }

  private List<Proposal> learned(DemandSnapshot demand, Moment moment, Outlook outlook) {
    var hours = HourAffinity.of(moment);
    return demand.patterns().stream()
        .filter(p -> hours.isHigh(p.profile()))
        .sorted(Comparator.comparingDouble((PatternView p) -> -p.count())
            .thenComparing(PatternView::key))
        .limit(MOST_LEARNED)
        .map(p -> new Proposal(
            p.key(),
            arm(),
            outlook.probability(p),
            Assumed.savedMillis(p),
            true,
            String.format(
                Locale.ROOT,
                "asked for %.1f times as often at this hour as over the week",
                hours.lift(p.profile()))))
        .toList();
  }
}
