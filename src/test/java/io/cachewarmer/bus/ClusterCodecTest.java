package io.cachewarmer.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.bus.ClusterMessage.Fired;
import io.cachewarmer.bus.ClusterMessage.Forget;
import io.cachewarmer.bus.ClusterMessage.Heeded;
import io.cachewarmer.bus.ClusterMessage.Invalidate;
import io.cachewarmer.bus.ClusterMessage.ItemWarmed;
import io.cachewarmer.bus.ClusterMessage.Ping;
import io.cachewarmer.bus.ClusterMessage.Reach;
import io.cachewarmer.bus.ClusterMessage.Reached;
import io.cachewarmer.bus.ClusterMessage.StoreEmptied;
import io.cachewarmer.bus.ClusterMessage.WarmItem;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterCodecTest {

  static Stream<ClusterMessage> all() {
    return Stream.of(
        new Heeded(),
        new Ping(),
        new Forget(),
        new Reach("node"),
        new Reached(true),
        new StoreEmptied("node"),
        new WarmItem("grocery:milk \"käse\"", 12.5, true),
        new ItemWarmed("timeout", false, 0, "the origin is slow"),
        new Fired("morning_peak", 1_700_000_000_000L),
        new Invalidate("node", 7, false, List.of("a", "b")));
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsSentArrives(ClusterMessage message) {
    assertThat(ClusterCodec.decode(ClusterCodec.encode(message), message.getClass()))
        .isEqualTo(message);
  }

  @Test
  void everyPermittedRecordIsTried() {
    assertThat(all().map(Object::getClass))
        .containsExactlyInAnyOrder(ClusterMessage.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"v\":1}",
        "{\"v\":2,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"worth\":1,\"force\":true}}",
        "{\"v\":\"1\",\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"worth\":1,\"force\":true}}",
        "{\"v\":1,\"type\":\"Ping\",\"body\":{}}",
        "{\"v\":1,\"type\":\"java.lang.Runtime\",\"body\":{}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"worth\":1}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":null,\"worth\":1,\"force\":true}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"\",\"worth\":1,\"force\":true}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\\u001ff\",\"worth\":1,\"force\":true}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"worth\":-1,\"force\":true}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"worth\":1e999,\"force\":true}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"worth\":1,\"force\":true,\"x\":1}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"key\":\"b\",\"worth\":1,\"force\":true}}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"worth\":1,\"force\":true},\"x\":1}",
        "{\"v\":1,\"type\":\"WarmItem\",\"body\":{\"key\":\"a\",\"worth\":1,\"force\":true}} x",
      })
  void whatIsNotOfThisVersionIsRefused(String text) {
    assertThatThrownBy(() -> ClusterCodec.decode(text, WarmItem.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMessageIsBounded() {
    var tooMany = Collections.nCopies(ClusterMessage.MOST_KEYS + 1, "a");
    assertThatThrownBy(() -> new Invalidate("node", 1, false, tooMany))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClusterCodec.decode(" ".repeat(3 << 20), Ping.class))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
