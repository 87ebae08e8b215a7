package io.cachewarmer.ownership;

import java.util.Optional;

/**
 * What a write for this node must find in the shared store. A node that stood still for longer than the
 * others wait for it has lost it, and everything that it was about to write then is refused.
 */
@FunctionalInterface
public interface Fence {

  /**
   * @param key that must hold the value, which no other node and no later life of this one ever has
   * @param sinceMillis when it was taken, in UTC milliseconds; what was loaded before belongs to an earlier one
   */
  record Pass(String key, String value, long sinceMillis) {}

  /** Empty while this node has none. Callable from any thread. */
  Optional<Pass> pass();
}
