package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.trace.Trace;

/** The part of a trace that is counted: the accesses from {@code first} on. */
public record Evaluation(int first) {

  /** All but the first {@code warmup} of the accesses, rounded down. */
  public static Evaluation after(double warmup, Trace trace) {
    return new Evaluation(Math.min((int) Math.floor(trace.size() * warmup), trace.size() - 1));
  }
}
