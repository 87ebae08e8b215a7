package io.cachewarmer.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.cache.heap.HeapStore;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.plan.Source;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompressedStoreTest extends CacheStoreContract {

  private static final int MEGABYTE = 1 << 20;
  private static final String LONG = "{\"text\":\"" + "milk and eggs ".repeat(300) + "\"}";

  private final CacheStore beneath =
      new HeapStore(16 << 20, Clock.system(), new Telemetry(new SimpleMeterRegistry()));
  private final CacheStore store = new CompressedStore(beneath, 1, 1, MEGABYTE);

  @Override
  protected CacheStore store() {
    return store;
  }

  private String beneath(String key) {
    return result(beneath.get(key)).orElseThrow().value().toString("ISO-8859-1");
  }

  @Test
  void aLongValueTakesLessAndReadsTheSame() {
    long bytes = put(demanded("grocery:milk", LONG)).bytes();
    assertThat(bytes).isLessThan(LONG.length() / 4);
    assertThat(beneath("grocery:milk")).startsWith("\u0001");
    assertThat(read("grocery:milk").value().toString()).isEqualTo(LONG);
  }

  @Test
  void itemsAreLeftAloneByDefaultAndAnswersAreNot() {
    var store = new CompressedStore(beneath, 0, 1024, MEGABYTE);
    result(store.putAll(List.of(demanded("grocery:milk", LONG), demanded("llm:1", LONG))));
    assertThat(beneath("grocery:milk")).isEqualTo(LONG);
    assertThat(beneath("llm:1")).startsWith("\u0001");
    result(store.putAll(List.of(demanded("llm:short", "{\"text\":\"milk\"}"))));
    assertThat(beneath("llm:short")).isEqualTo("{\"text\":\"milk\"}");
  }

  @Test
  void whatWasCompressedIsReadAfterCompressionIsSwitchedOff() {
    put(demanded("grocery:milk", LONG));
    var off = new CompressedStore(beneath, 0, 0, MEGABYTE);
    assertThat(result(off.get("grocery:milk")).orElseThrow().value().toString()).isEqualTo(LONG);
  }

  @Test
  void aFewBytesThatClaimToBeGigabytesAreAMiss() {
    var bomb = Deflation.deflate(Buffer.buffer(new byte[8 * MEGABYTE]));
    assertThat(bomb.length()).isLessThan(MEGABYTE / 16);
    raw("bomb", bomb);
    assertThat(result(store.get("bomb"))).isEmpty();
  }

  @Test
  void aDamagedOrCutValueIsAMiss() {
    var whole = Deflation.deflate(Buffer.buffer(LONG));
    for (int length = 1; length < whole.length(); length += 7) {
      raw("cut", whole.slice(0, length));
      assertThat(result(store.get("cut"))).isEmpty();
    }
    raw("damaged", whole.copy().setByte(whole.length() / 2, (byte) 0xff).setByte(3, (byte) 0));
    assertThat(result(store.get("damaged"))).isEmpty();
  }

  @Test
  void theLongestValueServedIsExactlyTheCap() {
    var store = new CompressedStore(beneath, 1, 1, 100_000);
    result(store.putAll(
        List.of(demanded("fits", "x".repeat(100_000)), demanded("over", "x".repeat(100_001)))));
    assertThat(result(store.get("fits"))).isPresent();
    assertThat(result(store.get("over"))).isEmpty();
  }

  private void raw(String key, Buffer value) {
    result(beneath.putAll(List.of(new CacheEntry(key, value, 0, HOUR, Source.DEMAND))));
  }
}
