package io.cachewarmer.replay;

import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Times the accesses from the first evaluated one on: like every figure of a report it leaves out the
 * warm-up, in which the JVM still compiles what is to be timed.
 */
final class Stopwatch implements IntConsumer {

  private final int first;
  private final LongSupplier nanos;
  private final IntConsumer progress;
  private long start;

  Stopwatch(int first, LongSupplier nanos, IntConsumer progress) {
    this.first = first;
    this.nanos = nanos;
    this.progress = progress;
  }

  @Override
  public void accept(int done) {
    progress.accept(done);
    if (done == first) {
      start = nanos.getAsLong();
    }
  }

  /** Seconds since then, above 0. */
  double seconds() {
    return Math.max(1, nanos.getAsLong() - start) / 1e9;
  }
}
