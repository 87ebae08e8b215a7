package io.cachewarmer.bus;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.Feature;
import io.cachewarmer.plan.Plan;
import io.cachewarmer.plan.Source;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.plan.experiment.ArmResult;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.popularity.PatternView;
import io.cachewarmer.popularity.Restored;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that travels on the local event bus. This file is the protocol. */
public sealed interface Message {

  /** Done, and there is nothing to tell. */
  record Done() implements Message {
    public static final Done DONE = new Done();
  }

  // --- recording: door -> analytics -> persistence

  /** Count these. Answered when the batch survives a crash. */
  record CountAccesses(List<AccessEvent> events) implements Message {}

  record Recorded(int counted, int repeated) implements Message {}

  /** Keep this batch in the journal. */
  record Append(long sequence, List<AccessEvent> events) implements Message {}

  record Save(LearnedState changes) implements Message {}

  record OpenArchive() implements Message {}

  record Opened(Restored restored) implements Message {}

  record CheckArchive() implements Message {}

  record ForgetJournal() implements Message {}

  /**
   * Published once the batch is kept and counted, without repeats. What the sample left out is in it: an
   * access earns its part of the warm budget and is a hit or a miss whether it is learned from or not.
   */
  record Heard(List<AccessEvent> events) implements Message {}

  // --- asking analytics

  record Learn(long atMillis) implements Message {}

  record Learned(DemandSnapshot snapshot) implements Message {}

  record ExplainPattern(String key, long atMillis) implements Message {}

  record PatternFound(Optional<PatternView> pattern, long exposureMillis) implements Message {}

  record CountDemand() implements Message {}

  /** Figures of the recorded demand. Ratios are 0 when nothing was asked. */
  record DemandCounts(
      int patternsTracked,
      int queriesTracked,
      int groceryTracked,
      long accesses,
      double averageResponseMillis,
      double promptHitRatio,
      List<Top> top)
      implements Message {
    public record Top(String key, double score, long count) {}
  }

  /** The demand for these keys alone, patterns and questions, and nothing else of a snapshot. */
  record Recall(List<String> keys, long atMillis) implements Message {}

  record ForgetPatterns() implements Message {}

  record Forgotten(long patterns, long journal) implements Message {}

  // --- foresight: the learner that decides at events; analytics teaches it, warming acts for it

  /** Learn from these, which the journal holds. Sent in order, answered when learned. */
  record Teach(List<AccessEvent> events) implements Message {}

  /** What a save of an earlier life holds; before anything is taught. */
  record RestoreModel(ModelChunks model) implements Message {}

  /** The journal is through: from now on decisions are meant. */
  record BeginForesight() implements Message {}

  /** Answered when everything sent before is learned. */
  record AskModel() implements Message {}

  /** @param changed whether it learned anything since the last save that was kept */
  record ModelState(boolean changed) implements Message {}

  record ExportModel() implements Message {}

  /** What changed since the last save that was kept. */
  record ModelExported(ModelChunks changes) implements Message {}

  record ModelSaved(boolean kept) implements Message {}

  record ForgetModel() implements Message {}

  /** How often will these be asked for within the TTL, from that moment on? */
  record Foretell(List<String> keys, long atMillis) implements Message {}

  record Foretold(Map<String, Double> expected) implements Message {}

  /** What would a warm of these save at that moment, were they stale? */
  record Weigh(List<String> keys, long atMillis) implements Message {}

  /** @param worth misses saved, of the keys that are followed */
  record Weighed(Map<String, Double> worth, double price) implements Message {}

  record ExplainForecast(String key, long atMillis) implements Message {}

  /** Empty for a key that is not followed. */
  record ForecastExplained(Optional<List<Feature>> features) implements Message {}

  /** Decide what falls due by now; answered when that is carried out. */
  record Decide() implements Message {}

  /** Warm these; one that is decided anew takes the place of the earlier. Answered when all are settled. */
  record Decided(List<Decision> decisions) implements Message {
    /** @param worth misses that it is expected to save, 0 to 1 */
    public record Decision(String key, Arm arm, double worth, double probability) {}
  }

  /** The decisions that were not carried out; of the others {@link Warmed} tells. */
  record Settled(List<Unmade> unmade) implements Message {
    /** Paid or not; how long it is fresh already, or better left alone. */
    public record Unmade(String key, boolean paid, long restMillis) {}
  }

  /** Published when values came into the cache by others than a warm, or left it before their time. */
  record CacheNews(List<Entry> stored, List<String> gone) implements Message {
    public record Entry(String key, long atMillis, long expiresAtMillis) {}
  }

  // --- warming

  /** How a run came about; prediction pays from the budget, the others are counted apart. */
  enum Trigger {
    MANUAL,
    CYCLE,
    /** Decided at an event, by foresight. */
    EVENT,
    SCHEDULE,
    START
  }

  /**
   * Start a run. Exactly one of the ways to choose is used: named items, queries, a category, or else
   * the strategy.
   */
  record Warm(
      Trigger trigger,
      Strategy strategy,
      List<String> items,
      List<Query> queries,
      String category,
      boolean force,
      boolean detached)
      implements Message {
    public record Query(String model, String text) {}

    public static Warm by(Trigger trigger, Strategy strategy) {
      return new Warm(trigger, strategy, List.of(), List.of(), "", false, false);
    }
  }

  enum RunState {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /** A run and what became of it so far; warmed + failed + skipped = total once it is over. */
  record Run(
      String id,
      RunState state,
      Trigger trigger,
      String strategy,
      long startedAtMillis,
      int totalCandidates,
      int warmed,
      int failed,
      int skipped,
      long memoryUsed,
      long durationMillis,
      Map<Arm, Integer> warmedBy,
      List<String> errors)
      implements Message {}

  record DescribeRun(String id) implements Message {}

  record CancelRun(String id) implements Message {}

  /** What would be warmed at that moment by that strategy. */
  record MakePlan(Strategy strategy, long atMillis) implements Message {}

  record Planned(Plan plan) implements Message {}

  /** Why is this key warmed, or not? */
  record ExplainKey(String key) implements Message {}

  record KeyExplained(
      Optional<PatternView> pattern,
      double probability,
      List<Feature> features,
      Optional<Held> held,
      Optional<LastWarm> lastWarm,
      Plan.Planned verdict)
      implements Message {
    public record Held(long bytes, long ageMillis, long ttlMillis, Source source) {}

    public record LastWarm(long atMillis, boolean succeeded, String detail) {}
  }

  /** A reader missed this key: load it once for all who wait, and store it. */
  record Load(String key) implements Message {}

  /** @param ageMillis since the request for it was sent to the origin */
  record Loaded(Buffer value, double loadMillis, boolean joined, long ageMillis)
      implements Message {}

  record DropCache() implements Message {}

  record Dropped(int entries) implements Message {}

  record DescribeWarming() implements Message {}

  record WarmingStatus(
      boolean running,
      Optional<Run> lastRun,
      long memoryUsed,
      int entries,
      int commonItemsCached,
      double budgetSpentPerAccess)
      implements Message {}

  /** Published when a run is over. */
  record RunEnded(Run run) implements Message {}

  /** Published when keys were put by warming, or reloaded. */
  record Warmed(List<WarmedKey> keys) implements Message {
    public record WarmedKey(
        String key, Arm arm, long atMillis, long expiresAtMillis, double loadMillis, long bytes) {}
  }

  /** Published when the cache was emptied, here or elsewhere: no entry warmed before is there any more. */
  record Emptied(boolean here) implements Message {}

  /** What has a page of its own. */
  sealed interface Elsewhere extends Message permits DoorMessage, NodeMessage, SharedMessage {}

  // --- monitoring

  record DescribeOutcome() implements Message {}

  /** What warming was good for, since start. */
  record Outcome(
      long demandHits,
      long demandRequests,
      long hitsOnWarmed,
      double accuracy,
      double coverage,
      long wasted,
      double savedMillis,
      Map<Arm, Long> warmsBy)
      implements Message {}

  /** Published when prediction would have warmed keys that are held out. */
  record HeldOut(List<Key> keys) implements Message {
    public record Key(String key, Arm arm, long atMillis, long untilMillis) {}
  }

  record DescribeExperiments() implements Message {}

  /** What each strategy that has decided anything was good for lately. */
  record ExperimentResults(List<ArmResult> strategies) implements Message {}

  record CheckHealth() implements Message {}

  record Health(boolean degraded, boolean ready, List<Check> checks) implements Message {
    /** One dependency; {@code down} only counts when it was asked for. */
    public record Check(String name, boolean up, String detail) {}
  }
}
