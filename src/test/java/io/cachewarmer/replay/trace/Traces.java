package io.cachewarmer.replay.trace;

import java.util.Random;

/** Traces made by hand and by dice. */
public final class Traces {

  private Traces() {}

  /** A trace written like {@code "0 a, 1000 b, 2000 a"}. */
  public static Trace of(String accesses) {
    var trace = new TraceBuilder();
    for (String access : accesses.split(",")) {
      var parts = access.strip().split(" ");
      trace.add(Long.parseLong(parts[0]), parts[1], "", "", "");
    }
    return trace.build("by-hand");
  }

  /** Skewed demand with pauses of up to {@code pauseMillis}, some of none. */
  public static Trace random(long seed, int accesses, int items, int pauseMillis) {
    var random = new Random(seed);
    var trace = new TraceBuilder();
    long now = 1_000_000;
    for (int i = 0; i < accesses; i++) {
      now += random.nextInt(3) == 0 ? 0 : random.nextInt(pauseMillis);
      double skewed = random.nextDouble() * random.nextDouble();
      trace.add(now, "i" + (int) (skewed * items), "", "s" + i / 5, "");
    }
    return trace.build("random");
  }
}
