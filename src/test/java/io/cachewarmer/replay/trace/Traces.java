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
    return random(seed, accesses, items, pauseMillis, 0);
  }

  /** The same without two accesses in one millisecond. */
  public static Trace apart(long seed, int accesses, int items, int pauseMillis) {
    return random(seed, accesses, items, pauseMillis, 1);
  }

  private static Trace random(long seed, int accesses, int items, int pauseMillis, int leastPause) {
    var random = new Random(seed);
    var trace = new TraceBuilder();
    long now = 1_000_000;
    for (int i = 0; i < accesses; i++) {
      now += leastPause + (random.nextInt(3) == 0 ? 0 : random.nextInt(pauseMillis));
      double skewed = random.nextDouble() * random.nextDouble();
      trace.add(now, "i" + (int) (skewed * items), "", "s" + i / 5, "");
    }
    return trace.build("random");
  }
}
