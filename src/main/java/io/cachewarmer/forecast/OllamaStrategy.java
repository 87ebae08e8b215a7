package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.prompt.CommonQueries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * Proposes answers: of the questions that were asked, by probability and time saved; then of the
 * questions that are common in any store. Only a question whose answer is known can be warmed; the
 * others are shown, and wait.
 */
public final class OllamaStrategy implements WarmingStrategy {

  private static final int MOST_LEARNED = 300;

  /** A common question is expected like an article of this rank, and the next ones after it. */
  private static final int FIRST_RANK = 10;

  private static final String NO_ANSWER = "; no answer is known yet";

  private final ArrivalForecast forecast;
  private final String model;

  /** @param model that the common questions are put to */
  public OllamaStrategy(ArrivalForecast forecast, String model) {
    this.forecast = forecast;
    this.model = model;
  }

  @Override
  public Arm arm() {
    return Arm.OLLAMA;
  }

  @Override
  public List<Proposal> propose(DemandSnapshot demand, Moment moment) {
    var proposals = new ArrayList<>(learned(demand, moment));
    var proposed = new HashSet<String>();
    proposals.forEach(p -> proposed.add(p.key()));
    var prior = new CommonPrior(moment, demand.exposureDays());
    int rank = FIRST_RANK;
    for (String key : CommonQueries.byKey(model).keySet()) {
      double probability = prior.probability(rank++);
      if (proposed.add(key)) {
        proposals.add(new Proposal(
            key,
            arm(),
            probability,
            Assumed.loadMillis(key),
            false,
            "a common question" + NO_ANSWER));
      }
    }
    return List.copyOf(proposals);
  }

  private List<Proposal> learned(DemandSnapshot demand, Moment moment) {
    var outlook = forecast.outlook(demand, moment);
    return demand.prompts().stream()
        .map(prompt -> new Proposal(
            prompt.pattern().key(),
            arm(),
            outlook.probability(prompt.pattern()),
            Assumed.savedMillis(prompt.pattern()),
            !prompt.answer().isEmpty(),
            "asked for " + Math.round(prompt.pattern().count()) + " times"
                + (prompt.answer().isEmpty() ? NO_ANSWER : "")))
        .sorted(Comparator.comparingDouble((Proposal p) -> -p.probability() * p.savedMillis())
            .thenComparing(Proposal::key))
        .limit(MOST_LEARNED)
        .toList();
  }
}
