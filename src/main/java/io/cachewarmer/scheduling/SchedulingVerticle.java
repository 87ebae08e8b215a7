package io.cachewarmer.scheduling;

import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.Firings;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks for warming when it is time: after each interval, at the instants of the schedules, and at once when
 * keys have become this node's or the store has lost what was warmed. Deployed once the node is ready, so that
 * nothing fires into a half-started service.
 */
public final class SchedulingVerticle extends VerticleBase {

  // Short, because the clock is compared and not trusted: it may be stepped, or set for a replay.
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final long LEAST_TICK_MILLIS = 10;

  private static final Warm CYCLE =
      new Warm(Trigger.CYCLE, Strategy.AUTO, List.of(), List.of(), "", false, true);

  private final Config config;
  private final Clock clock;
  private final Ownership ownership;
  private final Firings firings;
  private final FiringFigures figures;
  private final Duration tick;
  // Confined to this verticle's event loop, like every field below.
  private long lastCycleTicks;
  private boolean atOnce;

  public SchedulingVerticle(
      Config config, Clock clock, Ownership ownership, Firings firings, Telemetry telemetry) {
    this(config, clock, ownership, firings, telemetry, TICK);
  }

  /** @param tick how often the clock is looked at, at least */
  SchedulingVerticle(
      Config config,
      Clock clock,
      Ownership ownership,
      Firings firings,
      Telemetry telemetry,
      Duration tick) {
    this.config = config;
    this.clock = clock;
    this.ownership = ownership;
    this.firings = firings;
    this.figures = new FiringFigures(telemetry);
    this.tick = tick;
  }

  @Override
  public Future<?> start() {
    if (config.warming().enabled()) {
      var bus = vertx.eventBus();
      var zone = config.warming().timezone();
      var asking = new Asking(bus, figures);
      var appointments = config.schedules().stream()
          .map(each -> new Appointment(each, zone, clock))
          .toList();
      var keeping = new Keeping(appointments, clock, ownership, firings, asking);
      keeping.listen();
      Topics.MOVED.subscribe(bus, moved -> atOnce = true);
      Topics.VANISHED.subscribe(bus, vanished -> atOnce = true);
      lastCycleTicks = clock.ticks();
      next(keeping, asking);
    }
    return Future.succeededFuture();
  }

  private void next(Keeping keeping, Asking asking) {
    vertx.setTimer(nextTickMillis(keeping), id -> {
      cycle(asking);
      keeping.keep();
      next(keeping, asking);
    });
  }

  private void cycle(Asking asking) {
    boolean early = atOnce;
    if (early || clock.ticks() - lastCycleTicks >= intervalTicks()) {
      atOnce = false;
      lastCycleTicks = clock.ticks();
      asking.ask(CYCLE, "cycle").onFailure(cause -> {
        // The run under way was planned before, without what is missing now.
        atOnce |= early && Asking.isBusy(cause);
        asking.tell("cycle", cause, atOnce);
      });
    }
  }

  private long intervalTicks() {
    return config.warming().interval().toNanos();
  }

  /** Sooner than the next tick when something is due sooner. */
  private long nextTickMillis(Keeping keeping) {
    long cycle =
        TimeUnit.NANOSECONDS.toMillis(lastCycleTicks + intervalTicks() - clock.ticks()) + 1;
    long earliest = Math.min(cycle, keeping.millisToNext());
    return Math.max(LEAST_TICK_MILLIS, Math.min(tick.toMillis(), earliest));
  }
}
