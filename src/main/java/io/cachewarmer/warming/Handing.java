package io.cachewarmer.warming;

import io.cachewarmer.bus.ClusterMessage.ItemWarmed;
import io.cachewarmer.bus.ClusterMessage.WarmItem;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Plan;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.warming.upstream.Fetched;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Hands what a person or a schedule wants warmed to the nodes that own it, item by item, within the window of
 * the run that asks. An owner that does not answer is asked for no more: who owns the item by then is, and
 * at last this node loads it itself. Questions are not handed on, a model is shared by other means.
 */
final class Handing {

  private final Clock clock;
  private final Ownership ownership;
  private final OwnersAsked owners;

  Handing(EventBus bus, Clock clock, Ownership ownership, Telemetry telemetry) {
    this.clock = clock;
    this.ownership = ownership;
    this.owners = new OwnersAsked(bus, ownership, telemetry);
  }

  /** Tools that hand over what is another node's, and are those for the rest. */
  WarmRun.Tools over(WarmRun.Tools own, boolean force) {
    return ownership.self().isEmpty() ? own : new Over(own, force);
  }

  /** The plan with what this node would load as warm, and what it would hand over as not its own. */
  Plan own(Plan plan) {
    var mine = plan.candidates().stream().map(this::own).toList();
    return new Plan(
        plan.strategy(), plan.atMillis(), plan.budget(), plan.memory(), mine, plan.evictions());
  }

  private Plan.Planned own(Plan.Planned planned) {
    return planned.verdict() == Verdict.WARM && owner(planned.candidate().key()).isPresent()
        ? new Plan.Planned(planned.candidate(), Verdict.NOT_MINE)
        : planned;
  }

  private Optional<String> owner(String key) {
    return Questions.isQuestion(key) ? Optional.empty() : ownership.elsewhere(key);
  }

  private Future<ItemWarmed> ask(String node, Candidate candidate, boolean force) {
    return owners.ask(node, new WarmItem(candidate.key(), candidate.worth(), force));
  }

  private final class Over implements WarmRun.Tools {

    private final WarmRun.Tools own;
    private final boolean force;
    // Outcomes of handed items, until the run asks what became of their values; at most a window of
    // them.
    private final Map<String, PutOutcome> stored = new HashMap<>();

    Over(WarmRun.Tools own, boolean force) {
      this.own = own;
      this.force = force;
    }

    @Override
    public Future<Fetched> load(Candidate candidate, Questions questions) {
      var first = owner(candidate.key());
      if (first.isEmpty()) {
        return own.load(candidate, questions);
      }
      return ask(first.get(), candidate, force)
          .map(Optional::of)
          .recover(silent -> owner(candidate.key())
              .filter(next -> !next.equals(first.get()))
              .map(
                  next -> ask(next, candidate, force).map(Optional::of).otherwise(Optional.empty()))
              .orElseGet(() -> Future.succeededFuture(Optional.empty())))
          .compose(answer -> answer
              .map(warmed -> take(candidate, warmed))
              .orElseGet(() -> own.load(candidate, questions)));
    }

    private Future<Fetched> take(Candidate candidate, ItemWarmed warmed) {
      var failed = kind(warmed.failure());
      if (failed.isPresent()) {
        return Future.failedFuture(new OriginFailure(failed.get(), warmed.problem()));
      }
      stored.put(
          candidate.key(), new PutOutcome(warmed.stored(), warmed.bytes(), warmed.problem()));
      return Future.succeededFuture(new Fetched(Buffer.buffer(), clock.millis(), clock.ticks(), 0));
    }

    @Override
    public Future<PutOutcome> store(Candidate candidate, Fetched fetched) {
      var elsewhere = Optional.ofNullable(stored.remove(candidate.key()));
      return elsewhere.map(Future::succeededFuture).orElseGet(() -> own.store(candidate, fetched));
    }

    @Override
    public void flush() {
      own.flush();
    }

    @Override
    public Future<Void> evict(List<String> keys) {
      return own.evict(keys);
    }

    @Override
    public void warmed(String key, Arm arm) {
      own.warmed(key, arm);
    }

    @Override
    public void failed(String key, WarmFailure why) {
      own.failed(key, why);
    }

    @Override
    public void skipped(Verdict verdict) {
      own.skipped(verdict);
    }

    @Override
    public long memoryUsed() {
      return own.memoryUsed();
    }
  }

  static String word(OriginFailure.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<OriginFailure.Kind> kind(String word) {
    for (var kind : OriginFailure.Kind.values()) {
      if (word(kind).equals(word)) {
        return Optional.of(kind);
      }
    }
    return word.isEmpty() ? Optional.empty() : Optional.of(OriginFailure.Kind.UNAVAILABLE);
  }
}
