package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Decided;
import io.cachewarmer.bus.Message.Decided.Decision;
import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.Settled;
import io.cachewarmer.bus.Message.Settled.Unmade;
import io.cachewarmer.config.Config;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Carries out what is decided at events: one small run at a time, beside the runs that are asked for. What is
 * decided meanwhile gathers; of too much the newest is kept. Belongs to one event loop.
 */
final class EventRuns {

  static final int MOST_WAITING = 1_000;

  private record Waiting(Decision decision, Batch batch) {
    void giveUp() {
      batch.settle(Optional.of(new Unmade(decision.key(), false, 0)));
    }
  }

  private final Context context;
  private final int mostInRun;
  private final Function<List<Decision>, Future<EventRun>> planning;
  private final Consumer<Run> onEnd;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private Optional<EventRun> current = Optional.empty();
  private Future<Void> running = Future.succeededFuture();
  // From the beginning where prediction is switched off.
  private boolean stopping;

  EventRuns(
      Context context,
      Config.Warming config,
      Function<List<Decision>, Future<EventRun>> planning,
      Consumer<Run> onEnd) {
    this.context = context;
    mostInRun = config.maxItems();
    stopping = !config.enabled();
    this.planning = planning;
    this.onEnd = onEnd;
  }

  /** Answers when each is warmed or given up. */
  Future<Settled> carryOut(Decided decided) {
    var batch = new Batch(decided.decisions().size());
    for (var decision : decided.decisions()) {
      var earlier = Optional.ofNullable(waiting.remove(decision.key()));
      earlier.ifPresent(Waiting::giveUp);
      waiting.put(decision.key(), new Waiting(decision, batch));
      if (waiting.size() > MOST_WAITING) {
        takeOldest().giveUp();
      }
    }
    pump();
    return batch.settled();
  }

  /** Completes when what is under way has landed; nothing begins any more. */
  Future<Void> stop() {
    stopping = true;
    current.ifPresent(EventRun::cancel);
    pump();
    return running;
  }

  private void pump() {
    if (stopping) {
      waiting.values().forEach(Waiting::giveUp);
      waiting.clear();
      return;
    }
    if (running.isComplete() && !waiting.isEmpty()) {
      running = run(takeSome());
      running.onComplete(over -> context.runOnContext(next -> pump()));
    }
  }

  private Future<Void> run(Map<String, Waiting> taken) {
    var decisions = taken.values().stream().map(Waiting::decision).toList();
    return Future.succeededFuture()
        .compose(turn -> planning.apply(decisions))
        .compose(run -> {
          current = Optional.of(run);
          return run.start();
        })
        .onSuccess(ended -> onEnd.accept(ended.run()))
        .map(EventRun.Ended::unmade)
        .otherwise(failure ->
            decisions.stream().map(one -> new Unmade(one.key(), false, 0)).toList())
        .map(unmade -> {
          current = Optional.empty();
          settle(taken, unmade);
          return null;
        });
  }

  private static void settle(Map<String, Waiting> taken, List<Unmade> unmade) {
    var byKey = new LinkedHashMap<String, Unmade>();
    unmade.forEach(one -> byKey.put(one.key(), one));
    taken.forEach((key, one) -> one.batch.settle(Optional.ofNullable(byKey.get(key))));
  }

  private Map<String, Waiting> takeSome() {
    var some = new LinkedHashMap<String, Waiting>();
    while (some.size() < mostInRun && !waiting.isEmpty()) {
      var one = takeOldest();
      some.put(one.decision.key(), one);
    }
    return some;
  }

  private Waiting takeOldest() {
    var entries = waiting.values().iterator();
    var oldest = entries.next();
    entries.remove();
    return oldest;
  }

  /** The decisions of one message, and what of them was not made. */
  private static final class Batch {

    private final Promise<Settled> settled = Promise.promise();
    private final List<Unmade> unmade = new ArrayList<>();
    private int open;

    Batch(int decisions) {
      open = decisions;
      if (decisions == 0) {
        settled.complete(new Settled(List.of()));
      }
    }

    void settle(Optional<Unmade> one) {
      one.ifPresent(unmade::add);
      if (--open == 0) {
        settled.complete(new Settled(List.copyOf(unmade)));
      }
    }

    Future<Settled> settled() {
      return settled.future();
    }
  }
}
