package io.cachewarmer.proxy.upstream;

import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.clock.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many generations may be upstream at once. Live ones go first and wait in a bounded line. Warming
 * ones are few, start only while no live one waits, and pause while live ones slow down or the server has
 * asked for patience: Ollama queues without a bound and tells nobody, so the bound is here.
 */
public final class Gate {

  private static final int GLANCE_MILLIS = 100;

  /**
   * @param live in flight at once, warming included
   * @param warm of these for warming
   * @param waiting live ones that may wait, and warming ones that may
   */
  public record Limits(int live, int warm, int waiting) {}

  private final Vertx vertx;
  private final Clock clock;
  private final Limits limits;
  private final Latency latency;
  private final Deque<Promise<Permit>> live = new ArrayDeque<>();
  private final Deque<Promise<Permit>> warm = new ArrayDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private int warmInFlight;
  private long quietUntilTicks;
  private boolean glancing;

  public Gate(Vertx vertx, Clock clock, Limits limits, Latency latency) {
    this.vertx = vertx;
    this.clock = clock;
    this.limits = limits;
    this.latency = latency;
    this.quietUntilTicks = clock.ticks();
  }

  /** A place for somebody who waits. Fails with a {@link Refusal} when too many do. */
  public Future<Permit> live() {
    return enter(live);
  }

  /** A place for warming. */
  public Future<Permit> warm() {
    return enter(warm);
  }

  /** The server asked to be left alone: warming is, live requests are answered by the server itself. */
  public void pauseWarming(Duration pause) {
    quietUntilTicks = Math.max(quietUntilTicks, clock.ticks() + pause.toNanos());
  }

  public int inFlight() {
    return inFlight.get();
  }

  public int waiting() {
    return queued.get();
  }

  private Future<Permit> enter(Deque<Promise<Permit>> line) {
    if (line.size() >= limits.waiting()) {
      return Future.failedFuture(new Refusal(
          Reason.OVERLOADED, "server busy, please try again. maximum pending requests exceeded"));
    }
    Promise<Permit> place = Promise.promise();
    line.add(place);
    pump();
    return place.future();
  }

  private void pump() {
    while (inFlight.get() < limits.live() && !live.isEmpty()) {
      let(live.remove(), false);
    }
    while (!warm.isEmpty() && mayWarm()) {
      let(warm.remove(), true);
    }
    queued.set(live.size() + warm.size());
    if (!warm.isEmpty() && warmInFlight == 0) {
      glance();
    }
  }

  private boolean mayWarm() {
    return live.isEmpty()
        && inFlight.get() < limits.live()
        && warmInFlight < limits.warm()
        && clock.ticks() - quietUntilTicks >= 0
        && !latency.isRising();
  }

  private void let(Promise<Permit> next, boolean asWarm) {
    inFlight.incrementAndGet();
    warmInFlight += asWarm ? 1 : 0;
    next.complete(new Permit(() -> {
      inFlight.decrementAndGet();
      warmInFlight -= asWarm ? 1 : 0;
      // Not by a direct call: calls that end at once would each add frames to the stack.
      vertx.runOnContext(again -> pump());
    }));
  }

  private void glance() {
    if (!glancing) {
      glancing = true;
      vertx.setTimer(GLANCE_MILLIS, timer -> {
        glancing = false;
        pump();
      });
    }
  }
}
