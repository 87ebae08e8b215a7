package io.cachewarmer.replay.policy;

import io.cachewarmer.plan.online.EventPlanner;
import io.cachewarmer.plan.online.Rules;
import java.util.List;
import java.util.Optional;

/** The planner that the service runs. */
final class LearnedPolicy implements Policy {

  private final EventPlanner planner;

  private LearnedPolicy(EventPlanner planner) {
    this.planner = planner;
  }

  static LearnedPolicy of(Setting setting, Decisions decisions) {
    var rules = new Rules(
        setting.ttlMillis(),
        setting.budget(),
        setting.burst().orElse(0),
        setting.capacity().orElse(0),
        Rules.MOST_ITEMS,
        setting.zone());
    return new LearnedPolicy(new EventPlanner(rules, new Telling(decisions)));
  }

  @Override
  public void advance(long toMillis) {
    planner.advance(toMillis);
  }

  @Override
  public void accessed(Access access, boolean hit) {
    planner.accessed(
        access.item(), access.category(), access.session(), access.user(), access.atMillis(), hit);
  }

  @Override
  public List<Reliability> reliability() {
    return planner.reliability().stream()
        .map(bin -> new Reliability(bin.predicted(), bin.observed(), bin.count()))
        .toList();
  }

  private record Telling(Decisions decisions) implements io.cachewarmer.plan.online.Decisions {

    @Override
    public void warm(
        String key, long atMillis, Optional<String> evicted, Cause cause, double worth) {
      decisions.warm(key, atMillis, evicted);
    }

    @Override
    public void evict(String key, long atMillis) {
      decisions.evict(key, atMillis);
    }
  }
}
