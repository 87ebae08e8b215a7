package io.cachewarmer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The rules of TTL jitter, refresh-ahead and back-off. */
class WaitingTimesPropertyTest {

  @Property
  void jitterOnlyShortensAndAtMostByItsPart(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long ttl,
      @ForAll @DoubleRange(min = 0, max = 0.9) double jitter,
      @ForAll long seed) {
    long life =
        new TtlJitter(jitter, new Random(seed)).apply(Duration.ofMillis(ttl)).toMillis();
    assertTrue(life <= ttl && life >= 1);
    assertTrue(life >= ttl * (1 - jitter) - 1);
  }

  @Property
  void withoutJitterALifeIsTheTtl(@ForAll @LongRange(min = 1, max = 1L << 40) long ttl) {
    var life = new TtlJitter(0, new Random(1)).apply(Duration.ofMillis(ttl));
    assertEquals(ttl, life.toMillis());
  }

  @Property
  void anEntryIsDueWithinTheSecondHalfOfItsLifeAndBeforeTheNextCycle(
      @ForAll @LongRange(min = 1_000, max = 1L << 40) long ttl,
      @ForAll @LongRange(min = 1_000, max = 1L << 40) long interval) {
    long ahead = RefreshAhead.millis(ttl, interval);
    assertTrue(ahead >= ttl / 5 && ahead <= ttl / 2);
    assertTrue(interval > ttl / 2 || ahead >= interval);
  }

  @Property
  void aWaitStaysUnderItsGrowingBound(
      @ForAll @LongRange(min = 1, max = 60_000) long first,
      @ForAll @LongRange(max = 3_600_000) long more,
      @ForAll @IntRange(min = 1, max = 2_000_000_000) int failures,
      @ForAll long seed) {
    var backoff =
        new Backoff(Duration.ofMillis(first), Duration.ofMillis(first + more), new Random(seed));
    long wait = backoff.after(failures).toMillis();
    double bound = Math.min(first + more, first * Math.pow(2, Math.min(60, failures - 1)));
    assertTrue(wait >= 0 && wait <= bound);
  }
}
