package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunState;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.plan.Candidate;
import io.cachewarmer.plan.Verdict;
import io.cachewarmer.warming.upstream.Fetched;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One run: what leaves is deleted, then candidates are loaded in a sliding window, each next one when one
 * lands, and their values handed to the writer. Ends when every candidate is accounted for.
 */
final class WarmRun {

  /** What a run does things with. */
  interface Tools {
    Future<Fetched> load(Candidate candidate, Questions questions);

    Future<PutOutcome> store(Candidate candidate, Fetched fetched);

    /** Writes what is gathered now. */
    void flush();

    Future<Void> evict(List<String> keys);

    void warmed(String key, Arm arm);

    void failed(String key, WarmFailure why);

    void skipped(Verdict verdict);

    long memoryUsed();
  }

  /** Writes refused in a row, whatever for, after which loading more would be waste. */
  private static final int MOST_REFUSED_IN_A_ROW = 20;

  private final String id;
  private final Trigger trigger;
  private final Course course;
  private final Tools tools;
  private final Context context;
  private final Clock clock;
  private final int window;
  private final long startedAtMillis;
  private final long startedAtTicks;
  private final Promise<Run> over = Promise.promise();
  private final RunCounts counts = new RunCounts();
  private final Deque<Candidate> waiting = new ArrayDeque<>();
  private RunState state = RunState.RUNNING;
  private Optional<WarmFailure> obstacle;
  private boolean cancelled;
  private int loading;
  private int storing;
  private int refusedInARow;
  private long durationTicks;

  WarmRun(
      String id,
      Trigger trigger,
      Course course,
      Tools tools,
      Context context,
      Clock clock,
      int window) {
    this.id = id;
    this.trigger = trigger;
    this.course = course;
    this.tools = tools;
    this.context = context;
    this.clock = clock;
    this.window = window;
    this.obstacle = course.obstacle();
    this.startedAtMillis = clock.millis();
    this.startedAtTicks = clock.ticks();
  }

  String id() {
    return id;
  }

  /** Completes when the run is over; never fails. */
  Future<Run> start() {
    for (var planned : course.plan().candidates()) {
      if (planned.verdict() == Verdict.WARM) {
        waiting.add(planned.candidate());
      } else {
        counts.skipped();
        tools.skipped(planned.verdict());
      }
    }
    var evictions = course.plan().evictions();
    var cleared = evictions.isEmpty() || obstacle.isPresent() || cancelled
        ? Future.<Void>succeededFuture()
        : tools.evict(evictions);
    cleared.onFailure(this::halt).onComplete(any -> pump());
    return over.future();
  }

  /** Starts no more loads; what is under way still lands. */
  void cancel() {
    cancelled = true;
    context.runOnContext(any -> pump());
  }

  Run describe() {
    long ticks = state == RunState.RUNNING ? clock.ticks() - startedAtTicks : durationTicks;
    return new Run(
        id,
        state,
        trigger,
        course.label(),
        startedAtMillis,
        course.plan().candidates().size(),
        counts.warmed(),
        counts.failed(),
        counts.skippedSoFar(),
        tools.memoryUsed(),
        TimeUnit.NANOSECONDS.toMillis(ticks),
        counts.warmedBy(),
        counts.errors());
  }

  private void pump() {
    if (state != RunState.RUNNING) {
      return;
    }
    abandon();
    // At most a window a turn, so that loads which complete at once do not hold the event loop.
    for (int i = 0; i < window && loading < window && !waiting.isEmpty(); i++) {
      load(waiting.remove());
    }
    if (waiting.isEmpty() && loading == 0) {
      tools.flush();
      if (storing == 0) {
        finish();
      }
    }
  }

  /** Settles what will not be loaded any more. */
  private void abandon() {
    obstacle.ifPresent(why -> {
      waiting.forEach(candidate -> failed(candidate, why));
      waiting.clear();
    });
    if (cancelled) {
      waiting.forEach(candidate -> counts.skipped());
      waiting.clear();
    }
  }

  private void load(Candidate candidate) {
    loading++;
    tools.load(candidate, course.questions()).onComplete(result -> {
      loading--;
      if (result.succeeded()) {
        storing++;
        tools
            .store(candidate, result.result())
            .onSuccess(outcome -> stored(candidate, outcome))
            .onFailure(cause -> lost(candidate, cause));
      } else {
        failed(candidate, WarmFailure.of(result.cause()));
      }
      // Not by a direct call: loads that complete at once would each add frames to the stack.
      context.runOnContext(next -> pump());
    });
  }

  private void stored(Candidate candidate, PutOutcome outcome) {
    if (outcome.stored()) {
      refusedInARow = 0;
      var arm =
          candidate.reasons().isEmpty() ? Arm.NAMED : candidate.reasons().get(0).strategy();
      counts.warmed(arm);
      tools.warmed(candidate.key(), arm);
    } else {
      var why = WarmFailure.notStored(outcome.problem());
      failed(candidate, why);
      if (++refusedInARow >= MOST_REFUSED_IN_A_ROW) {
        obstacle = Optional.of(why);
      }
    }
    settled();
  }

  private void lost(Candidate candidate, Throwable cause) {
    failed(candidate, WarmFailure.of(cause));
    halt(cause);
    settled();
  }

  private void settled() {
    storing--;
    context.runOnContext(next -> pump());
  }

  private void halt(Throwable cause) {
    if (obstacle.isEmpty()) {
      obstacle = Optional.of(WarmFailure.of(cause));
    }
  }

  private void failed(Candidate candidate, WarmFailure why) {
    counts.failed(candidate.key(), why);
    tools.failed(candidate.key(), why);
  }

  private void finish() {
    durationTicks = clock.ticks() - startedAtTicks;
    state = cancelled ? RunState.CANCELLED : RunState.DONE;
    over.complete(describe());
  }
}
