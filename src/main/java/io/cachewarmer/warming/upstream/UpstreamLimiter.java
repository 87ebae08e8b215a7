package io.cachewarmer.warming.upstream;

import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.clock.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How many calls may be upstream at once, for live and warming loads together. Live ones go first and wait
 * in a bounded line; warming ones have a smaller share, and may be held to so many starts in any minute.
 */
final class UpstreamLimiter {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long LONGEST_NAP_MILLIS = 1000;

  /**
   * @param all calls in flight, live and warming
   * @param warm calls in flight for warming
   * @param warmPerMinute starts for warming in any minute; 0 = no limit
   * @param waiting live loads that may wait
   */
  record Limits(int all, int warm, int warmPerMinute, int waiting) {}

  private record Waiting(Supplier<Future<Buffer>> call, Promise<Buffer> done) {}

  private final Vertx vertx;
  private final Clock clock;
  private final Limits limits;
  private final Map<String, Waiting> live = new LinkedHashMap<>();
  // Bounded by the window of the run, which waits for each before it asks for more.
  private final Map<String, Waiting> warm = new LinkedHashMap<>();
  private final Queue<Long> warmStarts = new ArrayDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private int warmInFlight;
  private boolean napping;

  UpstreamLimiter(Vertx vertx, Clock clock, Limits limits) {
    this.vertx = vertx;
    this.clock = clock;
    this.limits = limits;
  }

  /** Runs the call when it may. A key is here at most once: whoever calls joins by key first. */
  Future<Buffer> run(String key, boolean isLive, Supplier<Future<Buffer>> call) {
    if (isLive && live.size() >= limits.waiting()) {
      return Future.failedFuture(new Refusal(
          Reason.OVERLOADED, "too many loads are waiting for the origin; try again soon"));
    }
    var waiting = new Waiting(call, Promise.promise());
    (isLive ? live : warm).put(key, waiting);
    pump();
    return waiting.done.future();
  }

  /** A live asker has joined: if this key waits as warming, it now waits as live. */
  void promote(String key) {
    var waiting = warm.remove(key);
    if (waiting != null) {
      live.put(key, waiting);
      pump();
    }
  }

  int inFlight() {
    return inFlight.get();
  }

  int waiting() {
    return queued.get();
  }

  private void pump() {
    while (inFlight.get() < limits.all() && !live.isEmpty()) {
      start(first(live), false);
    }
    while (!warm.isEmpty()
        && inFlight.get() < limits.all()
        && warmInFlight < limits.warm()
        && mayStartWarm()) {
      start(first(warm), true);
    }
    queued.set(live.size() + warm.size());
  }

  private void start(Waiting next, boolean asWarm) {
    inFlight.incrementAndGet();
    warmInFlight += asWarm ? 1 : 0;
    Future.succeededFuture().compose(begin -> next.call.get()).onComplete(result -> {
      inFlight.decrementAndGet();
      warmInFlight -= asWarm ? 1 : 0;
      if (!live.isEmpty() || !warm.isEmpty()) {
        // Not by a direct call: calls that complete at once would each add a frame.
        vertx.runOnContext(again -> pump());
      }
      next.done.handle(result);
    });
  }

  private boolean mayStartWarm() {
    if (limits.warmPerMinute() == 0) {
      return true;
    }
    long now = clock.ticks();
    while (!warmStarts.isEmpty() && now - warmStarts.element() >= MINUTE) {
      warmStarts.remove();
    }
    if (warmStarts.size() < limits.warmPerMinute()) {
      warmStarts.add(now);
      return true;
    }
    nap(MINUTE - (now - warmStarts.element()));
    return false;
  }

  private void nap(long ticks) {
    if (!napping) {
      napping = true;
      long millis = TimeUnit.NANOSECONDS.toMillis(ticks) + 1;
      vertx.setTimer(Math.min(LONGEST_NAP_MILLIS, millis), id -> {
        napping = false;
        pump();
      });
    }
  }

  private static Waiting first(Map<String, Waiting> line) {
    var each = line.values().iterator();
    var first = each.next();
    each.remove();
    return first;
  }
}
