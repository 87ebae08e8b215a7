package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The runs of this node, one at a time; the last 100 can be looked up. While the run at start is on, manual
 * ones wait for it.
 */
final class Runs {

  private static final int MOST_KNOWN = 100;
  private static final int MOST_WAITING = 100;

  // Reports only: a run that is over must not hold on to its plan and its answers.
  private final Map<String, Run> ended = new LinkedHashMap<>();
  private Optional<WarmRun> current = Optional.empty();
  private Optional<Run> last = Optional.empty();
  // Set from the moment a run is asked for, while it is still being planned too.
  private Optional<Future<Void>> underway = Optional.empty();
  private boolean starting;
  private boolean stopping;
  private int waiting;
  private volatile boolean busy;
  // Kept as under way before it begins: a manual run that is quicker must not take its turn.
  private Optional<Promise<Void>> expected;

  /** @param startRun whether a run at start is to come */
  Runs(boolean startRun) {
    expected = startRun ? Optional.of(Promise.promise()) : Optional.empty();
    underway = expected.map(Promise::future);
    starting = startRun;
  }

  /**
   * @param plan gives the run, or refuses; called when it is this run's turn
   * @return the run when it is over, or at its beginning when it is detached
   */
  Future<Run> begin(Warm warm, Supplier<Future<WarmRun>> plan, Consumer<Run> onEnd) {
    if (stopping) {
      return Future.failedFuture(
          new Refusal(Reason.OVERLOADED, "warming is shutting down; try again in a moment"));
    }
    boolean isStart = warm.trigger() == Trigger.START;
    if (underway.isPresent() && !(isStart && expected.isPresent())) {
      return mayWait(warm)
          ? waitFor(underway.get()).compose(over -> begin(warm, plan, onEnd))
          : Future.failedFuture(
              new Refusal(Reason.BUSY, "a warming run is under way; try again when it is over"));
    }
    Promise<Void> over = expected.orElseGet(Promise::promise);
    expected = Optional.empty();
    occupy(over.future(), isStart);
    return Future.succeededFuture()
        .compose(turn -> plan.get())
        .onFailure(refused -> release(over))
        .compose(run -> {
          current = Optional.of(run);
          if (stopping) {
            run.cancel();
          }
          var ended = run.start()
              .onSuccess(this::remember)
              .onComplete(result -> release(over))
              .onSuccess(onEnd::accept);
          return warm.detached() ? Future.succeededFuture(run.describe()) : ended;
        });
  }

  Run describe(String id) {
    return find(id).map(WarmRun::describe).orElseGet(() -> report(id));
  }

  /** Stops starting loads; a run that is over stays as it is. */
  Run cancel(String id) {
    find(id).ifPresent(WarmRun::cancel);
    return describe(id);
  }

  /** Completes when what is under way has landed; nothing begins any more. */
  Future<Void> stop() {
    stopping = true;
    current.ifPresent(WarmRun::cancel);
    expected.ifPresent(this::release);
    return underway.orElse(Future.succeededFuture());
  }

  boolean isRunning() {
    return busy;
  }

  Optional<Run> last() {
    return last;
  }

  private boolean mayWait(Warm warm) {
    return starting && warm.trigger() == Trigger.MANUAL && waiting < MOST_WAITING;
  }

  private Future<Void> waitFor(Future<Void> run) {
    waiting++;
    return run.onComplete(over -> waiting--);
  }

  private Optional<WarmRun> find(String id) {
    return current.filter(run -> run.id().equals(id));
  }

  private Run report(String id) {
    var run = ended.get(id);
    if (run == null) {
      throw new Refusal(Reason.UNKNOWN, "no such run; the last " + MOST_KNOWN + " are known");
    }
    return run;
  }

  private void remember(Run run) {
    last = Optional.of(run);
    ended.put(run.id(), run);
    if (ended.size() > MOST_KNOWN) {
      var oldest = ended.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private void occupy(Future<Void> run, boolean isStart) {
    underway = Optional.of(run);
    starting = isStart;
    busy = true;
  }

  private void release(Promise<Void> over) {
    underway = Optional.empty();
    current = Optional.empty();
    starting = false;
    busy = false;
    over.complete();
  }
}
