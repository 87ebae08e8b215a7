package io.cachewarmer.ownership;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Rights that only one node has at a time, and only for a time. Callable from any event loop. A future
 * fails when the store of leases cannot be asked.
 */
public interface Leases {

  /**
   * @param value what its key holds, this lease's alone
   * @param fence grows with every lease that is ever taken, of whatever name
   */
  record Lease(String name, String value, long fence) {}

  /** Empty when somebody has it. */
  Future<Optional<Lease>> take(String name, Duration life);

  /** Whether it was still ours, and is for as long again. */
  Future<Boolean> renew(Lease lease, Duration life);

  /** Gives it back; nothing happens when it has gone to somebody else. */
  Future<Void> release(Lease lease);
}
