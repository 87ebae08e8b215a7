package io.cachewarmer.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunState;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm;
import io.cachewarmer.bus.NodeMessage.Moved;
import io.cachewarmer.bus.NodeMessage.Vanished;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.Firings;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.ownership.Solo;
import io.cachewarmer.plan.Strategy;
import io.cachewarmer.telemetry.Telemetry;
import io.cachewarmer.warming.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SchedulingVerticleTest {

  private static final Run RUNNING = new Run(
      "1", RunState.RUNNING, Trigger.CYCLE, "auto", 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of());

  private final WatchedClock clock =
      new WatchedClock(Instant.parse("2026-11-23T06:59:00Z").toEpochMilli());
  private final List<Warm> asked = new CopyOnWriteArrayList<>();
  private final Settings settings = new Settings();
  private volatile boolean busy;

  @Test
  void aCycleComesAfterEachInterval(Vertx vertx) {
    deploy(vertx, new Solo());
    clock.advance(settings.interval.toMillis());
    await().until(() -> asked.size() == 1);
    assertThat(asked.get(0).trigger()).isEqualTo(Trigger.CYCLE);
    assertThat(asked.get(0).strategy()).isEqualTo(Strategy.AUTO);
    clock.advance(settings.interval.toMillis());
    await().until(() -> asked.size() == 2);
  }

  @Test
  void aScheduleFiresOnceAtItsInstantWithItsItems(Vertx vertx) {
    settings.schedules =
        List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of("grocery:milk")));
    deploy(vertx, new Solo());
    clock.advance(61_000);
    await().until(() -> !asked.isEmpty());
    ticksPass();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).trigger()).isEqualTo(Trigger.SCHEDULE);
    assertThat(asked.get(0).items()).containsExactly("grocery:milk");
  }

  @Test
  void aScheduleThatFindsARunUnderWayTriesForAMinute(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    busy = true;
    deploy(vertx, new Solo());
    clock.advance(61_000);
    await().until(() -> asked.size() >= 2);
    clock.advance(Duration.ofMinutes(1).toMillis());
    ticksPass();
    int tried = asked.size();
    ticksPass();
    assertThat(asked).hasSize(tried);
  }

  @Test
  void nothingFiresWhenWarmingIsDisabled(Vertx vertx) {
    settings.enabled = false;
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    deploy(vertx, new Solo());
    clock.advance(Duration.ofHours(1).toMillis());
    // Who never looks at the clock has set no timer.
    assertThat(clock.looks).hasValue(0);
    assertThat(asked).isEmpty();
  }

  @Test
  void aScheduleOfAnotherNodeIsLeftToIt(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    deploy(vertx, name -> false);
    clock.advance(61_000);
    ticksPass();
    assertThat(asked).isEmpty();
  }

  @Test
  void aScheduleWhoseOwnerDiesIsTakenOverWithinAMinute(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    var mine = new AtomicBoolean();
    deploy(vertx, name -> mine.get());
    clock.advance(61_000);
    ticksPass();
    assertThat(asked).isEmpty();
    clock.advance(20_000);
    mine.set(true);
    await().until(() -> !asked.isEmpty());
    ticksPass();
    assertThat(asked).hasSize(1);
  }

  @Test
  void aScheduleWhoseOwnerIsSilentIsFiredByWhoeverGetsItsLease(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    var ages = new CopyOnWriteArrayList<Duration>();
    deploy(vertx, name -> false, (schedule, instant, late) -> {
      ages.add(late);
      return Future.succeededFuture(true);
    });
    clock.advance(60_000);
    ticksPass();
    assertThat(ages).isEmpty();
    clock.advance(8_000);
    await().until(() -> !asked.isEmpty());
    ticksPass();
    assertThat(asked).hasSize(1);
    assertThat(ages).containsExactly(Duration.ofSeconds(8));
  }

  @Test
  void whoGetsNoLeaseForAnotherMayStillBecomeTheOwner(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    var mine = new AtomicBoolean();
    var claims = new AtomicInteger();
    deploy(vertx, name -> mine.get(), (schedule, instant, late) -> {
      claims.incrementAndGet();
      return Future.succeededFuture(mine.get());
    });
    clock.advance(60_000);
    ticksPass();
    clock.advance(8_000);
    await().until(() -> claims.get() == 1);
    ticksPass();
    assertThat(claims).hasValue(1);
    assertThat(asked).isEmpty();
    mine.set(true);
    await().until(() -> !asked.isEmpty());
    assertThat(claims).hasValue(2);
  }

  @Test
  void whoStandsInAndIsBusyTriesAgainAndClaimsOnce(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    busy = true;
    var claims = new AtomicInteger();
    deploy(vertx, name -> false, (schedule, instant, late) -> {
      claims.incrementAndGet();
      return Future.succeededFuture(true);
    });
    clock.advance(60_000);
    ticksPass();
    clock.advance(8_000);
    await().until(() -> asked.size() >= 2);
    busy = false;
    int tried = asked.size();
    await().until(() -> asked.size() > tried);
    ticksPass();
    int done = asked.size();
    ticksPass();
    assertThat(asked).hasSize(done);
    assertThat(claims).hasValue(1);
  }

  @Test
  void whoSleptOverAnInstantOfAnotherNodeDoesNotStandIn(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    deploy(vertx, name -> false);
    clock.advance(Duration.ofHours(3).toMillis());
    ticksPass();
    clock.advance(8_000);
    ticksPass();
    assertThat(asked).extracting(Warm::trigger).doesNotContain(Trigger.SCHEDULE);
  }

  @Test
  void anInstantThatIsLongOverIsNotTakenOver(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    var mine = new AtomicBoolean();
    deploy(vertx, name -> mine.get());
    clock.advance(61_000);
    ticksPass();
    clock.advance(61_000);
    ticksPass();
    mine.set(true);
    ticksPass();
    assertThat(asked).isEmpty();
  }

  @Test
  void anInstantThatAnotherNodeHasIsNotFired(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    deploy(vertx, new Solo(), (schedule, instant, late) -> Future.succeededFuture(false));
    clock.advance(61_000);
    ticksPass();
    assertThat(asked).isEmpty();
  }

  @Test
  void anInstantThatIsPutOffIsClaimedOnce(Vertx vertx) {
    settings.schedules = List.of(new Config.Schedule("peak", "0 7 * * *", "full", List.of()));
    busy = true;
    var claimed = new CopyOnWriteArrayList<Instant>();
    deploy(vertx, new Solo(), (schedule, instant, late) -> {
      claimed.add(instant);
      return Future.succeededFuture(true);
    });
    clock.advance(61_000);
    await().until(() -> asked.size() >= 3);
    assertThat(claimed).containsExactly(Instant.parse("2026-11-23T07:00:00Z"));
  }

  @Test
  void keysThatHaveMovedArePlannedForAtOnce(Vertx vertx) {
    deploy(vertx, new Solo());
    Topics.MOVED.publish(vertx.eventBus(), new Moved());
    await().until(() -> asked.size() == 1);
    assertThat(asked.get(0).trigger()).isEqualTo(Trigger.CYCLE);
    ticksPass();
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatTheStoreHasLostIsPlannedForAtOnce(Vertx vertx) {
    deploy(vertx, new Solo());
    Topics.VANISHED.publish(vertx.eventBus(), new Vanished());
    await().until(() -> asked.size() == 1);
    assertThat(asked.get(0).trigger()).isEqualTo(Trigger.CYCLE);
  }

  /** Until the verticle has looked at the clock in two more turns at least. */
  private void ticksPass() {
    int before = clock.looks.get();
    int mostInATurn = 3 + 4 * settings.schedules.size();
    await().until(() -> clock.looks.get() > before + 3 * mostInATurn);
  }

  private void deploy(Vertx vertx, Ownership ownership) {
    deploy(vertx, ownership, Firings.alone());
  }

  private void deploy(Vertx vertx, Ownership ownership, Firings firings) {
    Topics.install(vertx);
    Topics.WARM.serve(vertx.eventBus(), warm -> {
      asked.add(warm);
      return busy
          ? Future.failedFuture(new Refusal(Refusal.Reason.BUSY, "a run is under way"))
          : Future.succeededFuture(RUNNING);
    });
    vertx
        .deployVerticle(new SchedulingVerticle(
            settings.config(),
            clock,
            ownership,
            firings,
            new Telemetry(new SimpleMeterRegistry()),
            Duration.ofMillis(10)))
        .await();
  }

  private static final class WatchedClock implements Clock {
    final AtomicInteger looks = new AtomicInteger();
    private final SettableClock time;

    WatchedClock(long millis) {
      time = new SettableClock(millis);
    }

    void advance(long millis) {
      time.advance(millis);
    }

    @Override
    public long millis() {
      looks.incrementAndGet();
      return time.millis();
    }

    @Override
    public long ticks() {
      looks.incrementAndGet();
      return time.ticks();
    }
  }
}
