package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Decided.Decision;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.Assumed;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Reason;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.PatternView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Candidates of what was decided at events. */
final class Wanted {

  private Wanted() {}

  /** Best first. What a switched-off strategy stands for is not admissible; a question that is not known cannot be warmed. */
  static List<Candidate> candidates(
      List<Decision> decisions, DemandSnapshot demand, Predicate<Arm> isOn) {
    Map<String, PatternView> known = new HashMap<>();
    demand.patterns().forEach(pattern -> known.put(pattern.key(), pattern));
    demand.prompts().forEach(prompt -> known.put(prompt.pattern().key(), prompt.pattern()));
    var questions = new Questions(demand.prompts(), List.of(), "");
    return decisions.stream()
        .map(one -> candidate(one, known, questions, isOn))
        .sorted(
            Comparator.comparingDouble((Candidate c) -> -c.worth()).thenComparing(Candidate::key))
        .toList();
  }

  private static Candidate candidate(
      Decision decision, Map<String, PatternView> known, Questions questions, Predicate<Arm> isOn) {
    var key = decision.key();
    var pattern = known.get(key);
    double saved = pattern == null ? Assumed.loadMillis(key) : Assumed.savedMillis(pattern);
    return new Candidate(
        key,
        List.of(new Reason(decision.arm(), 1, sentence(decision))),
        decision.probability(),
        saved,
        pattern == null ? Assumed.bytes(key) : Assumed.bytes(pattern),
        decision.probability() * saved,
        isOn.test(decision.arm())
            && (!Questions.isQuestion(key)
                || (isOn.test(Arm.OLLAMA) && questions.find(key).isPresent())));
  }

  private static String sentence(Decision decision) {
    var why = decision.arm() == Arm.RELATED
        ? "goes with what a session under way has asked for"
        : decision.arm() == Arm.PREDICTIVE
            ? "a user who used to ask for it has come"
            : "is asked for often enough at this time";
    return String.format(Locale.ROOT, "%s: a warm saves %.2f misses", why, decision.worth());
  }
}
