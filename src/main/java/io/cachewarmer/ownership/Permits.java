package io.cachewarmer.ownership;

import io.vertx.core.Future;

/** A place among so many that all nodes have together. Callable from any event loop. */
@FunctionalInterface
public interface Permits {

  /** Completes when there is one, with what gives it back; fails when none is to be had in time. */
  Future<Runnable> take();

  /** For a node alone, which keeps its limits itself. */
  static Permits unlimited() {
    return () -> Future.succeededFuture(() -> {});
  }
}
