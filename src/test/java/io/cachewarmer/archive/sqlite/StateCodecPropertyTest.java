package io.cachewarmer.archive.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.LearnedState.SeenId;
import io.cachewarmer.popularity.PatternState;
import io.cachewarmer.popularity.PromptState;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class StateCodecPropertyTest {

  @Property(tries = 300)
  void everyNumberComesBackBitForBit(
      @ForAll @Size(5) double[] reals,
      @ForAll @Size(HourOfWeekProfile.HOURS) float[] hours,
      @ForAll Map<String, Float> weights,
      @ForAll long at,
      @ForAll int bytes) {
    var profile = HourOfWeekProfile.fromArray(hours);
    var state = new PatternState(
        "key", "dairy", at, -at, reals[0], reals[1], reals[2], reals[3], reals[4], bytes, profile,
        weights, Map.of());
    var back = StateCodec.pattern("key", StateCodec.encode(state));
    assertThat(back.profile().toArray()).isEqualTo(hours);
    assertThat(States.withoutProfile(back)).isEqualTo(States.withoutProfile(state));
  }

  @Property(tries = 1_000)
  void randomBytesOnlyEverFailByName(@ForAll byte[] bytes) {
    var sealed = Checksum.seal(bytes);
    onlyUnreadable(() -> StateCodec.pattern("key", sealed));
    onlyUnreadable(() -> StateCodec.prompt("key", sealed));
    onlyUnreadable(() -> StateCodec.ids(sealed));
  }

  @Property(tries = 200)
  void idsComeBackInTheirOrder(@ForAll List<Long> hashes, @ForAll long at) {
    var ids = hashes.stream().map(hash -> new SeenId(hash, at ^ hash)).toList();
    assertThat(StateCodec.ids(StateCodec.encode(ids))).isEqualTo(ids);
  }

  @Example
  void theSignOfZeroAndNotANumberAreKept() {
    var state = States.pattern("key", -0.0);
    var back = StateCodec.pattern("key", StateCodec.encode(state));
    assertThat(Double.doubleToRawLongBits(back.count()))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    var strange = StateCodec.encode(States.pattern("key", Double.NaN));
    assertThat(StateCodec.pattern("key", strange).count()).isNaN();
  }

  @Example
  void aPromptComesBackWhole() {
    var prompt = new PromptState(States.pattern("llm:1", 3), "llama3.2:3b", "q\uD83E", "a\u0000b");
    var back = StateCodec.prompt("llm:1", StateCodec.encode(prompt));
    assertThat(List.of(back.model(), back.query(), back.answer()))
        .containsExactly(prompt.model(), prompt.query(), prompt.answer());
  }

  @Example
  void aProfileOfFewHoursIsShort() {
    assertThat(StateCodec.encode(States.pattern("key", 1))).hasSizeLessThan(120);
  }

  @Example
  void anHourBeyondTheWeekIsRefused() {
    var sealed = StateCodec.encode(States.pattern("key", 1));
    var content = java.util.Arrays.copyOf(sealed, sealed.length - 4);
    for (int i = 0; i < content.length; i++) {
      var changed = content.clone();
      changed[i] = (byte) 200;
      onlyUnreadable(() -> StateCodec.pattern("key", Checksum.seal(changed)));
    }
    assertThatThrownBy(() -> StateCodec.pattern("key", content)).isInstanceOf(Unreadable.class);
  }

  private static void onlyUnreadable(Runnable reading) {
    try {
      reading.run();
    } catch (Unreadable expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }
}
