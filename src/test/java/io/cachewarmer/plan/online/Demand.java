package io.cachewarmer.plan.online;

import io.cachewarmer.plan.online.Shop.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Made-up accesses. */
final class Demand {

  private Demand() {}

  /** Skewed demand with days and nights, sessions and users, some at the same moment. */
  static List<Access> random(long seed, int accesses) {
    return random(seed, accesses, Shop.START);
  }

  static List<Access> random(long seed, int accesses, long start) {
    var random = new SplittableRandom(seed);
    int items = 5 + random.nextInt(60);
    int pause = 20_000 + random.nextInt(900_000);
    var trace = new ArrayList<Access>();
    long at = start;
    for (int i = 0; i < accesses; i++) {
      at += random.nextInt(4) == 0 ? 0 : random.nextInt(pause);
      at += random.nextInt(100) == 0 ? random.nextInt(40_000_000) : 0;
      double dice = random.nextDouble();
      int item = (int) (dice * dice * items);
      var session = random.nextInt(3) == 0 ? "" : "s" + i / 6 % 4;
      var user = random.nextBoolean() ? "" : "u" + i / 6 % 9;
      trace.add(new Access(at, "k" + item, "c" + item % 3, session, user));
    }
    return trace;
  }

  /** One access each {@code pause}, of the item that {@code choice} names for its number. */
  static List<Access> steady(int accesses, long pause, IntUnaryOperator choice) {
    var trace = new ArrayList<Access>();
    for (int i = 0; i < accesses; i++) {
      long at = Shop.START + i * pause;
      trace.add(new Access(at, "k" + choice.applyAsInt(i), "", "", ""));
    }
    return trace;
  }
}
