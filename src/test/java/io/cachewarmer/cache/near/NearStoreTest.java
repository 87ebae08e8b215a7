package io.cachewarmer.cache.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.cache.CacheStore;
import io.cachewarmer.cache.CacheStoreContract;
import io.cachewarmer.cache.heap.HeapStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.plan.Source;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearStoreTest extends CacheStoreContract {

  private static final Duration LIFE = Duration.ofSeconds(1);

  private final Telemetry telemetry = new Telemetry(new SimpleMeterRegistry());
  private final HeapStore far = new HeapStore(1 << 20, Clock.system(), telemetry);
  private final Ahead clock = new Ahead();
  private final NearStore near = new NearStore(far, LIFE, 1 << 20, clock, telemetry);

  @Override
  protected CacheStore store() {
    return near;
  }

  @Test
  void aValueIsServedFromNearForAMomentAndThenAskedForAgain() {
    put(warmed("milk", "old"));
    assertThat(read("milk").value().toString()).isEqualTo("old");
    elsewhere("milk", "new");
    assertThat(read("milk").value().toString()).isEqualTo("old");
    clock.advance(LIFE.toMillis() + 1);
    assertThat(read("milk").value().toString()).isEqualTo("new");
  }

  @Test
  void aValueFromNearIsAsOldAsItIs() {
    put(warmed("milk", "value"));
    var first = read("milk");
    clock.advance(400);
    var second = read("milk");
    var passed = second.age().minus(first.age());
    assertThat(passed).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    assertThat(first.left().minus(second.left())).isEqualTo(passed);
  }

  @Test
  void aValueIsNotServedPastItsExpiry() {
    put(entry("milk", "value", Duration.ofMillis(300), Source.WARMED));
    assertThat(result(near.get("milk"))).isPresent();
    clock.advance(301);
    far.delete(List.of("milk"));
    assertThat(result(near.get("milk"))).isEmpty();
  }

  @Test
  void whatAnotherNodeDeletedIsGone() {
    put(warmed("milk", "old"));
    put(warmed("eggs", "old"));
    read("milk");
    read("eggs");
    elsewhere("milk", "new");
    elsewhere("eggs", "new");
    near.drop(List.of("milk"));
    assertThat(read("milk").value().toString()).isEqualTo("new");
    assertThat(read("eggs").value().toString()).isEqualTo("old");
    near.dropAll();
    assertThat(read("eggs").value().toString()).isEqualTo("new");
  }

  @Test
  void whatIsDeletedHereIsTold() {
    var told = new ArrayList<Collection<String>>();
    near.tell(told::add);
    put(warmed("milk", "value"));
    result(near.delete(List.of("milk")));
    result(near.clear());
    assertThat(told).containsExactly(List.of("milk"), List.of());
  }

  /** The system's clock, which the store beneath goes by, and may be set forward. */
  private static final class Ahead implements Clock {
    private long millis;

    void advance(long more) {
      millis += more;
    }

    @Override
    public long millis() {
      return Clock.system().millis() + millis;
    }

    @Override
    public long ticks() {
      return Clock.system().ticks() + Duration.ofMillis(millis).toNanos();
    }
  }

  private void elsewhere(String key, String value) {
    result(far.putAll(List.of(warmed(key, value))));
  }
}
