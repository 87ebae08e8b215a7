package io.cachewarmer.replay;

import io.cachewarmer.replay.measure.Baseline;
import io.cachewarmer.replay.measure.Evaluation;
import io.cachewarmer.replay.measure.Figures;
import io.cachewarmer.replay.measure.Simulator;
import io.cachewarmer.replay.policy.Decisions;
import io.cachewarmer.replay.policy.Policies;
import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.report.Result;
import io.cachewarmer.replay.trace.Trace;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** One trace, on which policies are replayed and timed. */
final class Bench {

  /** Listens to decisions that nobody wants to keep. */
  static final Decisions UNHEARD = new Decisions() {
    @Override
    public void warm(String item, long atMillis, Optional<String> evicted) {}

    @Override
    public void evict(String item, long atMillis) {}
  };

  private final Trace trace;
  private final Evaluation evaluation;
  private final LongSupplier nanos;
  private final Map<Long, BitSet> baselines = new HashMap<>();

  Bench(Trace trace, double warmup, LongSupplier nanos) {
    this.trace = trace;
    this.evaluation = Evaluation.after(warmup, trace);
    this.nanos = nanos;
  }

  Result run(Policies policy, Setting setting, Decisions log, IntConsumer progress) {
    var baseline = baseline(setting.ttlMillis());
    HeapPeak.reset();
    var watch = new Stopwatch(evaluation.first(), nanos, progress);
    var outcome = Simulator.run(
        trace,
        setting,
        evaluation,
        decisions -> policy.create(trace, setting, decisions),
        log,
        watch);
    return new Result(
        trace.name(),
        policy.label(),
        trace.size(),
        setting,
        outcome,
        Figures.of(outcome, setting, evaluation, baseline),
        outcome.evaluated() / watch.seconds(),
        HeapPeak.bytes());
  }

  /** The hits of loading on demand into unlimited memory. */
  BitSet baseline(long ttlMillis) {
    return baselines.computeIfAbsent(ttlMillis, ttl -> Baseline.hits(trace, ttl));
  }

  Trace trace() {
    return trace;
  }

  Evaluation evaluation() {
    return evaluation;
  }
}
