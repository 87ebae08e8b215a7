package io.cachewarmer.ownership;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** Sees to it that each instant of a schedule is fired by one node. Callable from any event loop. */
@FunctionalInterface
public interface Firings {

  /**
   * Whether it is this node that fires; never fails, and never says so twice for an instant.
   *
   * @param late how long after the instant the schedule's owner noticed that it had come; of a node that stands in
   *     for the owner, how long ago the instant was
   */
  Future<Boolean> claim(String schedule, Instant instant, Duration late);

  /** A node alone fires everything. */
  static Firings alone() {
    return (schedule, instant, late) -> Future.succeededFuture(true);
  }
}
