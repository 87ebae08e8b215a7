package io.cachewarmer.cache.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.cache.CacheEntry;
import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CacheStoreContract;
import io.cachewarmer.cache.PutOutcome;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.plan.Source;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapStoreTest extends CacheStoreContract {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HeapStore store = new HeapStore(16 << 20, Clock.system(), new Telemetry(meters));

  @Override
  protected CacheStore store() {
    return store;
  }

  private static HeapStore bounded(long bytes, Clock clock) {
    return new HeapStore(bytes, clock, new Telemetry(new SimpleMeterRegistry()));
  }

  @Test
  void aValueLivesExactlyAsLongAsItWasGiven() {
    var clock = new SettableClock(1_000_000);
    var store = bounded(10_000, clock);
    store.putAll(List.of(at(clock, "a", 500), at(clock, "b", 1000)));
    clock.advance(499);
    assertThat(result(store.millisLeft(List.of("a", "b")))).containsExactly(1L, 501L);
    clock.advance(1);
    assertThat(result(store.get("a"))).isEmpty();
    assertThat(result(store.get("b")).orElseThrow().age()).isEqualTo(Duration.ofMillis(500));
    clock.advance(500);
    assertThat(result(store.get("b"))).isEmpty();
  }

  @Test
  void aWallClockThatStepsBackRevivesAndAgesNothing() {
    var clock = new SettableClock(1_000_000);
    var store = bounded(10_000, clock);
    store.putAll(List.of(at(clock, "a", 500)));
    clock.advance(400);
    clock.set(0);
    assertThat(result(store.get("a")).orElseThrow().age()).isEqualTo(Duration.ofMillis(400));
    assertThat(result(store.millisLeft(List.of("a")))).containsExactly(100L);
  }

  @Test
  void anEntryHeavierThanTheBoundIsRefusedWithTheReason() {
    var store = bounded(1000, Clock.system());
    var outcome =
        result(store.putAll(List.of(demanded("big", "x".repeat(2000)), demanded("small", "1"))));
    assertThat(outcome.get(0).stored()).isFalse();
    assertThat(outcome.get(0).problem()).contains("1000");
    assertThat(outcome.get(1).stored()).isTrue();
    assertThat(result(store.get("big"))).isEmpty();
  }

  @Test
  void theBoundHoldsAndEveryOutcomeIsTrue() {
    var store = bounded(50_000, Clock.system());
    long held = 0;
    for (int i = 0; i < 1000; i++) {
      var outcome =
          result(store.putAll(List.of(warmed("k" + i, "x".repeat(500))))).get(0);
      boolean there = result(store.millisLeft(List.of("k" + i))).get(0) > 0;
      assertThat(outcome.stored()).isEqualTo(there);
    }
    for (int i = 0; i < 1000; i++) {
      held += result(store.get("k" + i)).map(found -> found.bytes()).orElse(0L);
    }
    assertThat(held).isBetween(40_000L, 50_000L);
  }

  @Test
  void aFloodOfKeysAskedForOnceDoesNotPushOutTheHotOnes() {
    var store = bounded(100_000, Clock.system());
    for (int i = 0; i < 50; i++) {
      result(store.putAll(List.of(demanded("hot" + i, "x".repeat(500)))));
    }
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 50; i++) {
        result(store.get("hot" + i));
      }
    }
    for (int i = 0; i < 20_000; i++) {
      result(store.putAll(List.of(demanded("flood" + i, "x".repeat(500)))));
    }
    long hot = 0;
    for (int i = 0; i < 50; i++) {
      hot += result(store.get("hot" + i)).isPresent() ? 1 : 0;
    }
    assertThat(hot).isGreaterThanOrEqualTo(45);
  }

  @Test
  void bytesHeldAreShownAndFallAtExpiry() {
    var clock = new SettableClock(0);
    var shown = new SimpleMeterRegistry();
    var store = new HeapStore(10_000, clock, new Telemetry(shown));
    long bytes = result(store.putAll(List.of(at(clock, "a", 500)))).get(0).bytes();
    assertThat(shown.get("cache_warmer.heap_store_bytes").gauge().value()).isEqualTo(bytes);
    clock.advance(5_000);
    assertThat(shown.get("cache_warmer.heap_store_bytes").gauge().value()).isZero();
  }

  @Test
  void putOutcomesAddUpToWhatIsHeld() {
    var outcomes = result(store.putAll(List.of(warmed("a", "1"), warmed("b", "22"))));
    assertThat(outcomes.stream().mapToLong(PutOutcome::bytes).sum())
        .isEqualTo((long) meters.get("cache_warmer.heap_store_bytes").gauge().value());
  }

  private static CacheEntry at(Clock clock, String key, long ttlMillis) {
    return new CacheEntry(
        key, Buffer.buffer("1"), clock.millis(), Duration.ofMillis(ttlMillis), Source.DEMAND);
  }
}
