package io.cachewarmer.scheduling;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Refusal.Reason;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for warming when it is time: after each interval, and at the instants of the schedules. Deployed once
 * the node is ready, so that nothing fires into a half-started service.
 */
public final class SchedulingVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(SchedulingVerticle.class);
  // Short, because the clock is compared and not trusted: it may be stepped, or set for a replay.
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final long LEAST_TICK_MILLIS = 10;

  private static final Warm CYCLE =
      new Warm(Trigger.CYCLE, Strategy.AUTO, List.of(), List.of(), "", false, true);

  private final Config config;
  private final Clock clock;
  private final Ownership ownership;
  private final Firings firings;
  private final Duration tick;
  // Confined to this verticle's event loop, like every field below.
  private List<Appointment> appointments = List.of();
  private long lastCycleTicks;

  public SchedulingVerticle(Config config, Clock clock, Ownership ownership, Telemetry telemetry) {
    this(config, clock, ownership, telemetry, TICK);
  }

  /** @param tick how often the clock is looked at, at least */
  SchedulingVerticle(
      Config config, Clock clock, Ownership ownership, Telemetry telemetry, Duration tick) {
    this.config = config;
    this.clock = clock;
    this.ownership = ownership;
    this.firings = new Firings(telemetry);
    this.tick = tick;
  }

  @Override
  public Future<?> start() {
    if (config.warming().enabled()) {
      var zone = config.warming().timezone();
      appointments = config.schedules().stream()
          .map(each -> new Appointment(each, zone, clock))
          .toList();
      lastCycleTicks = clock.ticks();
      vertx.setTimer(nextTickMillis(), this::tick);
    }
    return Future.succeededFuture();
  }

  private void tick(long id) {
    if (clock.ticks() - lastCycleTicks >= intervalTicks()) {
      lastCycleTicks = clock.ticks();
      ask(CYCLE, "cycle").onFailure(cause -> tell("cycle", cause, false));
    }
    for (var appointment : appointments) {
      if (appointment.isDue(clock)) {
        keep(appointment);
      }
    }
    vertx.setTimer(nextTickMillis(), this::tick);
  }

  private void keep(Appointment appointment) {
    appointment.settle();
    if (!ownership.owns("schedule:" + appointment.name())) {
      firings.count(Firings.Outcome.NOT_MINE);
      return;
    }
    ask(appointment.command(), appointment.name())
        .onFailure(
            cause -> tell(appointment.name(), cause, isBusy(cause) && appointment.putOff(clock)));
  }

  private Future<Run> ask(Warm warm, String name) {
    return Topics.WARM.request(vertx.eventBus(), warm).onSuccess(run -> {
      firings.count(Firings.Outcome.STARTED);
      LOG.atInfo()
          .addKeyValue("schedule", name)
          .addKeyValue("run", run.id())
          .log("It is time to warm");
    });
  }

  private void tell(String name, Throwable cause, boolean again) {
    if (isBusy(cause)) {
      firings.count(again ? Firings.Outcome.PUT_OFF : Firings.Outcome.BUSY);
      LOG.atInfo()
          .addKeyValue("schedule", name)
          .addKeyValue("again", again)
          .log("It is time to warm, but a run is under way");
    } else {
      firings.count(Firings.Outcome.FAILED);
      LOG.atWarn().addKeyValue("schedule", name).setCause(cause).log("A run could not be started");
    }
  }

  private static boolean isBusy(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.reason() == Reason.BUSY;
  }

  private long intervalTicks() {
    return config.warming().interval().toNanos();
  }

  /** Sooner than the next tick when something is due sooner. */
  private long nextTickMillis() {
    long cycle =
        TimeUnit.NANOSECONDS.toMillis(lastCycleTicks + intervalTicks() - clock.ticks()) + 1;
    long earliest = cycle;
    for (var appointment : appointments) {
      earliest = Math.min(earliest, appointment.millisUntil(clock));
    }
    return Math.max(LEAST_TICK_MILLIS, Math.min(tick.toMillis(), earliest));
  }
}
