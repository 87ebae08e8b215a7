package io.cachewarmer.analytics;

import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets asynchronous work go one after the other, in order of arrival, and bounds how much of it
 * waits. Batches, saves and forgetting share one of these: a save that overlapped a batch would
 * cover a journal row that it does not contain. Of one context.
 */
final class Turns {

  private final Context context;
  private final int mostWaiting;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private volatile int waitingNow;
  private boolean busy;

  Turns(Context context, int mostWaiting) {
    this.context = context;
    this.mostWaiting = mostWaiting;
  }

  /** Refused at once when too much waits. */
  <T> Future<T> ask(Supplier<Future<T>> work) {
    return waiting.size() >= mostWaiting
        ? Future.failedFuture(
            new Refusal(Reason.OVERLOADED, "too many batches wait to be kept; try again"))
        : insist(work);
  }

  /** Waits however much waits before it; for the few things that the service itself must do. */
  <T> Future<T> insist(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    waiting.add(() -> Future.succeededFuture()
        .compose(start -> work.get())
        .onComplete(done)
        .onComplete(over -> context.runOnContext(hop -> next())));
    if (!busy) {
      busy = true;
      next();
    }
    waitingNow = waiting.size();
    return done.future();
  }

  /** Readable from any thread. */
  int waiting() {
    return waitingNow;
  }

  private void next() {
    var work = waiting.poll();
    waitingNow = waiting.size();
    busy = work != null;
    if (work != null) {
      work.run();
    }
  }
}
