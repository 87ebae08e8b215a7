package io.cachewarmer.plan;

import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.Assumed;
import io.cachewarmer.forecast.Proposal;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one candidate of all proposals for a key.
 *
 * <p>All arms but RELATED read the same profile of the key itself, so their probabilities are not
 * independent: the largest stands for all. What a related key tells is evidence of its own and is
 * added as a second chance, 1 - (1-p)(1-q).
 */
final class Merging {

  static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(
          (Candidate c) -> -c.worth())
      .thenComparingDouble(c -> -c.probability())
      .thenComparing(Candidate::key);

  private static final Comparator<Proposal> STRONGEST_FIRST = Comparator.comparingDouble(
          (Proposal p) -> -p.probability())
      .thenComparing(Proposal::arm)
      .thenComparing(p -> !p.admissible())
      .thenComparingDouble(p -> -p.savedMillis())
      .thenComparing(Proposal::detail);

  private Merging() {}

  static List<Candidate> rank(List<Proposal> proposals, Map<String, Long> bytes, int most) {
    var byKey = new HashMap<String, Map<Arm, Proposal>>();
    for (var proposal : proposals) {
      byKey
          .computeIfAbsent(proposal.key(), k -> new EnumMap<>(Arm.class))
          .merge(proposal.arm(), proposal, (a, b) -> STRONGEST_FIRST.compare(a, b) <= 0 ? a : b);
    }
    return byKey.entrySet().stream()
        .map(e -> candidate(e.getKey(), e.getValue(), bytes))
        .sorted(BEST_FIRST)
        .limit(most)
        .toList();
  }

  private static Candidate candidate(
      String key, Map<Arm, Proposal> cases, Map<String, Long> bytes) {
    var sorted = cases.values().stream().sorted(STRONGEST_FIRST).toList();
    double own = 0;
    double related = 0;
    double saved = 0;
    double sum = 0;
    boolean admissible = false;
    for (var proposal : sorted) {
      double p = Math.max(0, Math.min(1, proposal.probability()));
      if (proposal.arm() == Arm.RELATED) {
        related = p;
      } else {
        own = Math.max(own, p);
      }
      saved = Math.max(saved, proposal.savedMillis());
      sum += p;
      admissible |= proposal.admissible();
    }
    double probability = 1 - (1 - own) * (1 - related);
    double total = sum;
    var reasons = sorted.stream()
        .map(p -> new Reason(
            p.arm(),
            total > 0 ? Math.max(0, Math.min(1, p.probability())) / total : 1.0 / sorted.size(),
            p.detail()))
        .toList();
    long size = bytes.getOrDefault(key, Assumed.bytes(key));
    return new Candidate(key, reasons, probability, saved, size, probability * saved, admissible);
  }
}
