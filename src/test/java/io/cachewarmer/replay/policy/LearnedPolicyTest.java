package io.cachewarmer.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LearnedPolicyTest {

  private static final long HOUR = 3_600_000;

  @Test
  void whatIsAskedForAgainAndAgainIsWarmedBeforeItAndTheForecastsAreAccountedFor() {
    var warmed = new ArrayList<String>();
    var setting = new Setting(HOUR, 1, OptionalInt.empty(), OptionalLong.empty(), ZoneOffset.UTC);
    var policy = LearnedPolicy.of(setting, new Decisions() {
      @Override
      public void warm(String item, long atMillis, Optional<String> evicted) {
        warmed.add(item);
      }

      @Override
      public void evict(String item, long atMillis) {
        throw new AssertionError("memory is unlimited");
      }
    });
    for (int i = 0; i < 240; i++) {
      long at = i * (HOUR + HOUR / 4);
      policy.advance(at);
      policy.accessed(new Access("milk", "dairy", "s" + i, "", at), false);
    }
    assertThat(warmed).contains("milk");
    assertThat(policy.reliability())
        .isNotEmpty()
        .allMatch(bin -> bin.predicted() >= 0 && bin.predicted() <= 1 && bin.count() > 0);
  }
}
