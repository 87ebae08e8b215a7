package io.cachewarmer.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.bus.Message.CacheNews;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.FallbackStore;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.plan.Held;
import io.cachewarmer.plan.Source;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store that loses what was warmed behind the back of the account. */
@ExtendWith(VertxExtension.class)
class UpkeepTest {

  private static final long HOUR = 3_600_000;

  private final SettableClock clock = new SettableClock(1_764_000_000_000L);
  private final FakeStore store = new FakeStore(clock);
  private final Telemetry telemetry = new Telemetry(new SimpleMeterRegistry());
  private final Memory memory = new Memory(clock, 1 << 30, telemetry);
  private final List<String> gone = new CopyOnWriteArrayList<>();
  private final AtomicInteger losses = new AtomicInteger();
  private Upkeep upkeep;

  @BeforeEach
  void listen(Vertx vertx) throws Exception {
    Topics.install(vertx);
    Topics.CACHE_NEWS.subscribe(vertx.eventBus(), (CacheNews news) -> gone.addAll(news.gone()));
    Topics.VANISHED.subscribe(vertx.eventBus(), vanished -> losses.incrementAndGet());
    var common = new CommonItems(store, clock, Catalogue.EMPTY, telemetry);
    var behindAReserve = new FallbackStore(store, new FakeStore(clock));
    upkeep = new Upkeep(vertx, clock, behindAReserve, memory, common, new News(vertx.eventBus()));
    upkeep.start().await();
  }

  @Test
  void aStoreThatComesBackEmptyIsNoticedAtOneLookAndToldOnce() {
    hold(1_700, HOUR);
    upkeep.reconcile();
    await().until(() -> losses.get() == 1);
    assertThat(gone).hasSize(1_700);
    assertThat(memory.entries()).isZero();
  }

  @Test
  void withinAMinuteItIsNotToldAgain() {
    hold(20, HOUR);
    upkeep.reconcile();
    await().until(() -> losses.get() == 1);
    clock.advance(59_000);
    hold(20, HOUR);
    upkeep.reconcile();
    await().until(() -> gone.size() == 40);
    clock.advance(1_000);
    hold(20, HOUR);
    upkeep.reconcile();
    await().until(() -> losses.get() == 2);
    assertThat(gone).hasSize(60);
  }

  @Test
  void whatIsLostWhileTheStoreIsAwayIsNoticedWhenItIsBack() {
    store.down = true;
    hold(50, HOUR);
    for (int look = 0; look < 3; look++) {
      assertThat(upkeep.reconcile().await()).isNull();
    }
    assertThat(memory.entries()).isEqualTo(50);
    store.down = false;
    upkeep.reconcile();
    await().until(() -> losses.get() == 1);
    assertThat(gone).hasSize(50);
  }

  @Test
  void aFewThatGoAreNoLoss() {
    hold(9, HOUR);
    upkeep.reconcile();
    await().until(() -> gone.size() == 9);
    noLossWasTold();
  }

  @Test
  void halfOfASliceIsNoLossWhenTheOthersStay() {
    hold(400, HOUR);
    for (int i = 0; i < 400; i++) {
      store.putAll(List.of(entry("other" + i)));
      long now = memory.now();
      memory.put(new Held("other" + i, 100, now, now + HOUR, Arm.PATTERN, .5));
    }
    upkeep.reconcile();
    await().until(() -> !gone.isEmpty());
    upkeep.reconcile();
    await().until(() -> gone.size() == 400);
    assertThat(memory.entries()).isEqualTo(400);
    noLossWasTold();
  }

  @Test
  void whatWasAboutToExpireIsNoLoss() {
    hold(500, 1_500);
    upkeep.reconcile();
    await().until(() -> gone.size() == 500);
    noLossWasTold();
  }

  /** A true loss, told after whatever was told before it, is the first. */
  private void noLossWasTold() {
    clock.advance(61_000);
    hold(2_000, HOUR);
    await().until(() -> {
      upkeep.reconcile();
      return losses.get() > 0;
    });
    assertThat(losses).hasValue(1);
  }

  private void hold(int entries, long millis) {
    for (int i = 0; i < entries; i++) {
      long now = memory.now();
      memory.put(new Held("k" + i, 100, now, now + millis, Arm.PATTERN, .5));
    }
  }

  private CacheEntry entry(String key) {
    return new CacheEntry(
        key, Buffer.buffer("{}"), clock.millis(), Duration.ofHours(1), Source.WARMED);
  }
}
