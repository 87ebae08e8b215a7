package io.cachewarmer.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.cache.heap.HeapStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackStoreTest extends CacheStoreContract {

  private final BreakableStore shared = new BreakableStore(heap());
  private final CacheStore reserve = heap();
  private final CacheStore store = new FallbackStore(shared, reserve);

  private static HeapStore heap() {
    return new HeapStore(16 << 20, Clock.system(), new Telemetry(new SimpleMeterRegistry()));
  }

  @Override
  protected CacheStore store() {
    return store;
  }

  @Test
  void whileTheSharedStoreIsGoneDemandedValuesGoToTheReserveAndAreReadThere() {
    put(demanded("grocery:milk", "1"));
    shared.gone = true;
    assertThat(result(store.get("grocery:milk"))).isEmpty();
    assertThat(put(demanded("grocery:milk", "2")).stored()).isTrue();
    assertThat(read("grocery:milk").value().toString()).isEqualTo("2");
    assertThat(result(store.millisLeft(List.of("grocery:milk"))).get(0)).isPositive();
  }

  @Test
  void whileItIsGoneWarmedValuesAreRefusedWithTheReasonAndTheOthersAreNot() {
    shared.gone = true;
    var outcomes = result(store.putAll(
        List.of(demanded("grocery:a", "1"), warmed("grocery:b", "2"), demanded("grocery:c", "3"))));
    assertThat(outcomes).extracting(PutOutcome::stored).containsExactly(true, false, true);
    assertThat(outcomes.get(1).problem()).isEqualTo("the shared store is gone");
    assertThat(result(store.get("grocery:b"))).isEmpty();
    assertThat(read("grocery:c").value().toString()).isEqualTo("3");
  }

  @Test
  void whenItIsBackItComesFirst() {
    put(demanded("grocery:milk", "1"));
    shared.gone = true;
    put(demanded("grocery:milk", "2"));
    shared.gone = false;
    assertThat(read("grocery:milk").value().toString()).isEqualTo("1");
  }

  @Test
  void aNewerSharedValueIsNotHiddenByAnOlderCopyInTheNextOutage() {
    shared.gone = true;
    put(demanded("grocery:milk", "old"));
    shared.gone = false;
    put(demanded("grocery:milk", "new"));
    shared.gone = true;
    assertThat(result(store.get("grocery:milk"))).isEmpty();
  }

  @Test
  void clearEmptiesTheReserveTooAndSaysWhenTheSharedStoreCouldNotBeCleared() {
    shared.gone = true;
    put(demanded("grocery:milk", "1"));
    assertThatThrownBy(() -> result(store.clear())).isInstanceOf(StoreUnavailable.class);
    assertThat(result(store.get("grocery:milk"))).isEmpty();
    assertThatThrownBy(() -> result(store.delete(List.of("grocery:milk"))))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void itIsThereWhenTheSharedStoreIs() {
    shared.gone = true;
    assertThatThrownBy(() -> result(store.ping())).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void aFailureThatIsNoOutageIsNotHidden() {
    shared.failure = new IllegalStateException("a defect");
    shared.gone = true;
    assertThatThrownBy(() -> result(store.get("grocery:milk")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> result(store.putAll(List.of(demanded("grocery:milk", "1")))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyAnswerOfAGoneStoreIsTheSharedOnesFailure() {
    shared.gone = true;
    assertThat(store.recover().failed()).isTrue();
    assertThat(Future.all(store.ping(), store.recover()).failed()).isTrue();
  }
}
