package io.cachewarmer.forecast;

import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.prompt.CommonQueries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.BooleanSupplier;

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
  private final BooleanSupplier isThere;

  /** Without a model to ask, so that only known answers can be warmed. */
  public OllamaStrategy(ArrivalForecast forecast, String model) {
    this(forecast, model, () -> false);
  }

  /**
   * @param model that the common questions are put to
   * @param isThere whether a model can be asked now; else only known answers can be warmed
   */
  public OllamaStrategy(ArrivalForecast forecast, String model, BooleanSupplier isThere) {
    this.forecast = forecast;
    this.model = model;
    this.isThere = isThere;
  }

  @Override
  public Arm arm() {
    return Arm.OLLAMA;
  }

  @Override
  public List<Proposal> propose(DemandSnapshot demand, Moment moment) {
    boolean answers = isThere.getAsBoolean();
    var proposals = new ArrayList<>(learned(demand, moment, answers));
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
            answers,
            "a common question" + (answers ? "" : NO_ANSWER)));
      }
    }
    return List.copyOf(proposals);
  }

  private List<Proposal> learned(DemandSnapshot demand, Moment moment, boolean answers) {
    var outlook = forecast.outlook(demand, moment);
    return demand.prompts().stream()
        .map(prompt -> new Proposal(
            prompt.pattern().key(),
            arm(),
            outlook.probability(prompt.pattern()),
            Assumed.savedMillis(prompt.pattern()),
            answers || !prompt.answer().isEmpty(),
            "asked for " + Math.round(prompt.pattern().count()) + " times"
                + (answers || !prompt.answer().isEmpty() ? "" : NO_ANSWER)))
        .sorted(Comparator.comparingDouble((Proposal p) -> -p.probability() * p.savedMillis())
            .thenComparing(Proposal::key))
        .limit(MOST_LEARNED)
        .toList();
  }
}
