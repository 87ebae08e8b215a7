package io.cachewarmer.origin;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * The slow source of truth behind the cache. One call is one upstream request; callers limit, join
 * and retry. Callable from any event loop.
 */
public interface Origin {

  /**
   * The value as JSON text. Fails with {@link OriginFailure} and nothing else, and always completes: an
   * adapter limits its own wait, for a load that hung would keep its slot, its run and the breaker for ever.
   */
  Future<Buffer> load(String key);

  /** Succeeds when the origin can be reached. */
  Future<Void> ping();
}
