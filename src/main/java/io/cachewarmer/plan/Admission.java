package io.cachewarmer.plan;

import io.cachewarmer.forecast.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** One walk down a ranking: gives each candidate its verdict and keeps the account of the limits. */
final class Admission {

  private final Strategy strategy;
  private final Situation situation;
  private final long maxItems;
  private int warms;

  Admission(Strategy strategy, Situation situation) {
    this.strategy = strategy;
    this.situation = situation;
    int most = situation.maxItems();
    maxItems = strategy == Strategy.PARTIAL ? most - most / 2 : most;
  }

  Plan decide(Moment moment, List<Candidate> ranked) {
    var room = new Room(situation.holdings(), situation.memoryLimit(), ranked);
    var planned = new ArrayList<Plan.Planned>();
    var seen = new HashSet<String>();
    for (var candidate : ranked) {
      if (seen.add(candidate.key())) {
        var sized = sized(candidate);
        planned.add(new Plan.Planned(sized, verdict(sized, room)));
      }
    }
    var evictions = room.evictions();
    // What was fresh when its turn came may have had to leave for something better further down.
    planned.replaceAll(
        p -> p.verdict() == Verdict.FRESH && evictions.contains(p.candidate().key())
            ? new Plan.Planned(p.candidate(), Verdict.OVER_MEMORY)
            : p);
    var memory = new Plan.MemoryView(
        situation.memoryLimit(), situation.holdings().bytes(), room.bytesAfter());
    return new Plan(
        strategy, moment.atMillis(), situation.budget(), memory, planned, List.copyOf(evictions));
  }

  private Verdict verdict(Candidate candidate, Room room) {
    if (!situation.mine().test(candidate.key())) {
      return Verdict.NOT_MINE;
    }
    if (!candidate.admissible()) {
      return Verdict.BELOW_THRESHOLD;
    }
    long left = situation.millisLeft().getOrDefault(candidate.key(), 0L);
    if (!situation.force() && left > situation.refreshAheadMillis()) {
      return Verdict.FRESH;
    }
    if (warms >= maxItems) {
      return Verdict.OVER_COUNT;
    }
    if (warms >= situation.budgetLeft()) {
      return Verdict.OVER_BUDGET;
    }
    if (!room.admit(candidate)) {
      return Verdict.OVER_MEMORY;
    }
    warms++;
    return Verdict.WARM;
  }

  /** What an entry takes up is known once it has been stored; before that it is an estimate. */
  private Candidate sized(Candidate c) {
    return situation
        .holdings()
        .find(c.key())
        .map(held -> new Candidate(
            c.key(),
            c.reasons(),
            c.probability(),
            c.savedMillis(),
            held.bytes(),
            c.worth(),
            c.admissible()))
        .orElse(c);
  }
}
