package io.cachewarmer.bench;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.popularity.Learner;
import io.cachewarmer.popularity.LearningRules;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * CPU nanoseconds that learning one event takes, in batches of 1,000, for 1,000, 50,000 and 1,000,000
 * keys on a table of 50,000; then how long a snapshot and an export of the full table take.
 *
 * <p>Keys follow Zipf's law as real shops' do; keys are strings of their own in each event, as a
 * parser makes them.
 */
public final class LearningBench {

  private static final int BATCH = 1_000;
  private static final int EVENTS = 400_000;
  private static final int ROUNDS = 7;
  private static final long START = 1_760_000_000_000L;

  private LearningBench() {}

  public static void main(String[] args) {
    for (int keys : new int[] {1_000, 50_000, 1_000_000}) {
      report(keys, 1, "zipf, no sessions");
    }
    report(50_000, 0, "uniform, no sessions");
    report(50_000, 2, "zipf, category, 3 related, sessions of about 10");
  }

  private static void report(int keys, int kind, String name) {
    var learner = learner();
    var random = new SplittableRandom(1);
    var nanos = new double[ROUNDS];
    long at = START;
    for (int round = 0; round < ROUNDS; round++) {
      long spent = 0;
      for (int i = 0; i < EVENTS; i += BATCH) {
        var batch = batch(keys, kind, at, random);
        at += 1_500;
        long before = cpu();
        learner.learn(batch, (key, weight) -> {});
        spent += cpu() - before;
      }
      nanos[round] = spent / (double) EVENTS;
    }
    long now = at;
    double snapshot = fastest(() -> learner.snapshot(now));
    long before = cpu();
    var export = learner.beginSave();
    double longest = 0;
    boolean more = true;
    while (more) {
      long slice = cpu();
      more = export.nextSlice(250);
      longest = Math.max(longest, (cpu() - slice) / 1e6);
    }
    double exported = (cpu() - before) / 1e6;
    Arrays.sort(nanos);
    System.out.printf(
        "%,9d keys (%s): median %.0f ns/event, best %.0f, worst %.0f; %,d patterns;"
            + " snapshot %.1f ms; export %.1f ms, longest slice %.1f ms%n",
        keys,
        name,
        nanos[ROUNDS / 2],
        nanos[0],
        nanos[ROUNDS - 1],
        learner.patterns(),
        snapshot,
        exported,
        longest);
  }

  /** Of this thread alone: other load on the machine does not count. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double fastest(Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long before = cpu();
      work.run();
      best = Math.min(best, (cpu() - before) / 1e6);
    }
    return best;
  }

  private static Learner learner() {
    var rules = new LearningRules(1, .95, 7 * 86_400_000L, 50_000, ZoneId.of("Europe/Berlin"));
    return new Learner(rules, new SplittableRandom(7), prompt -> "llm:" + prompt.query());
  }

  /** Made right before it is learned, as a parser would: its strings are still near the core. */
  private static List<AccessEvent> batch(int keys, int kind, long at, SplittableRandom random) {
    var batch = new ArrayList<AccessEvent>(BATCH);
    for (int j = 0; j < BATCH; j++) {
      batch.add(event(keys, kind, at + j, random));
    }
    return batch;
  }

  private static AccessEvent event(int keys, int kind, long at, SplittableRandom random) {
    int rank = kind == 0 ? random.nextInt(keys) : (int) Math.pow(keys, random.nextDouble());
    var related =
        kind == 2 ? List.of(key(rank + 1), key(rank + 2), key(rank + 3)) : List.<String>of();
    var session = kind == 2 ? "session-" + random.nextInt(EVENTS / 10) : "";
    var category = kind == 2 ? "category-" + rank % 12 : "";
    boolean hit = random.nextInt(3) == 0;
    return new ItemAccess(
        "", key(rank), at, random.nextInt(200), hit, category, related, 2_048, "", session);
  }

  private static String key(int rank) {
    return "grocery:item-" + rank;
  }
}
