package io.cachewarmer.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LearnedPolicyTest {

  private static final long HOUR = 3_600_000;
  private static final long EACH = HOUR * 5 / 4;

  private final CollectedDecisions told = new CollectedDecisions();

  @Test
  void itWarmsWhatIsAskedForHourByHour() {
    var policy = policy(OptionalInt.empty());
    for (int i = 0; i < 400; i++) {
      policy.advance(i * EACH);
      policy.accessed(new Access("milk", "dairy", "", "", i * EACH), false);
    }
    assertThat(told.words).isNotEmpty().allMatch(word -> word.endsWith(" warm milk"));
  }

  @Test
  void itLetsSomethingGoWhenAFullCacheLoads() {
    var policy = policy(OptionalInt.of(1));
    policy.accessed(new Access("milk", "", "", "", 5), false);
    policy.advance(6);
    policy.accessed(new Access("tea", "", "", "", 6), false);
    assertThat(told.words).hasSize(1).allMatch(word -> word.startsWith("6 evict "));
  }

  private Policy policy(OptionalInt capacity) {
    var setting = new Setting(HOUR, 1, capacity, OptionalLong.empty(), ZoneOffset.UTC);
    return LearnedPolicy.of(setting, told);
  }
}
