package io.cachewarmer.analytics;

import io.cachewarmer.bus.Message.DemandCounts;
import io.cachewarmer.bus.Message.ExplainPattern;
import io.cachewarmer.bus.Message.Learned;
import io.cachewarmer.bus.Message.PatternFound;
import io.cachewarmer.bus.Message.Recall;
import io.cachewarmer.popularity.DemandFigures;
import io.cachewarmer.popularity.Learner;
import java.time.Duration;
import java.util.Set;

/** What the learner knows, in the words of the bus. */
final class DemandAnswers {

  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  private DemandAnswers() {}

  static PatternFound explain(Learner learner, ExplainPattern ask) {
    double exposure = learner.exposureDays(ask.atMillis()) * DAY_MILLIS;
    return new PatternFound(learner.find(ask.key(), ask.atMillis()), Math.round(exposure));
  }

  static Learned recall(Learner learner, Recall ask) {
    return new Learned(learner.snapshot(ask.atMillis(), Set.copyOf(ask.keys())));
  }

  static DemandCounts counts(DemandFigures figures) {
    return new DemandCounts(
        figures.patterns(),
        figures.queries(),
        figures.groceries(),
        figures.accesses(),
        figures.averageResponseMillis(),
        figures.promptHitRatio(),
        figures.top().stream()
            .map(top -> new DemandCounts.Top(top.key(), top.score(), Math.round(top.count())))
            .toList());
  }
}
