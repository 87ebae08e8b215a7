package io.cachewarmer.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffPropertyTest {

  @Property
  void aRejectedPasswordIsTriedAgainAfterOneToEightSeconds(
      @ForAll @IntRange(max = 100) int failures, @ForAll long seed) {
    assertThat(after(failures, seed, RedisFailure.WRONGPASS)).isBetween(1000L, 8000L);
    assertThat(after(failures, seed, RedisFailure.NOAUTH)).isBetween(1000L, 8000L);
  }

  @Property
  void aRedisThatIsGoneIsSoughtAgainWithinASecond(
      @ForAll @IntRange(max = 100) int failures, @ForAll long seed) {
    assertThat(after(failures, seed, RedisFailure.DISCONNECTED)).isBetween(25L, 1000L);
    assertThat(after(failures, seed, RedisFailure.TIMEOUT)).isBetween(25L, 1000L);
  }

  @Property
  void aRedisThatIsLoadingIsGivenAtLeastASecond(
      @ForAll @IntRange(max = 100) int failures, @ForAll long seed) {
    assertThat(after(failures, seed, RedisFailure.LOADING)).isBetween(1000L, 1500L);
  }

  @Property
  void aConnectionStartsAfresh(@ForAll @IntRange(max = 100) int failures, @ForAll long seed) {
    var backoff = new Backoff(new Random(seed));
    for (int i = 0; i < failures; i++) {
      backoff.nextMillis(RedisFailure.DISCONNECTED);
    }
    backoff.reset();
    assertThat(backoff.nextMillis(RedisFailure.DISCONNECTED)).isLessThanOrEqualTo(50);
  }

  private static long after(int failures, long seed, RedisFailure failure) {
    var backoff = new Backoff(new Random(seed));
    long last = backoff.nextMillis(failure);
    for (int i = 0; i < failures; i++) {
      last = backoff.nextMillis(failure);
    }
    return last;
  }
}
