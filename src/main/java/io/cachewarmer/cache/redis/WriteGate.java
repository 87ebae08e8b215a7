package io.cachewarmer.cache.redis;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.redis.RedisFailure;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds writes back while Redis refuses all of them (out of memory, read-only, disk trouble): one
 * entry a second tries, the rest are refused here, so that a full Redis is not hammered. Reads are not
 * concerned. Safe from any thread.
 */
final class WriteGate {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Shut(RedisFailure failure, long untilTicks) {}

  private final Clock clock;
  private final AtomicReference<Optional<Shut>> shut = new AtomicReference<>(Optional.empty());

  WriteGate(Clock clock) {
    this.clock = clock;
  }

  /** Whether writes were refused when last tried: then one entry should go alone. */
  boolean suspicious() {
    return shut.get().isPresent();
  }

  /** Why nothing may be written at this moment. */
  Optional<RedisFailure> refusal() {
    long now = clock.ticks();
    return shut.get().filter(s -> now - s.untilTicks < 0).map(Shut::failure);
  }

  void refused(RedisFailure failure) {
    if (failure.refusesWrites()) {
      shut.set(Optional.of(new Shut(failure, clock.ticks() + PAUSE_NANOS)));
    }
  }

  void accepted() {
    if (suspicious()) {
      shut.set(Optional.empty());
    }
  }
}
