package io.cachewarmer.replay;

import io.cachewarmer.replay.policy.Policies;
import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.report.SweepPoint;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Replays over a grid of budgets, sizes of memory and TTLs. */
final class Sweep {

  private static final double[] BUDGETS = {0.1, 0.25, 0.5, 1};

  /** Of all items of the trace, how many of a hundred find room. */
  private static final int[] CAPACITY_PERCENTS = {5, 10, 25, 50};

  private final Bench bench;
  private final ZoneId zone;
  private final OptionalLong burst;

  Sweep(Bench bench, ZoneId zone, OptionalLong burst) {
    this.bench = bench;
    this.zone = zone;
    this.burst = burst;
  }

  List<SweepPoint> run(List<Policies> policies, List<Duration> ttls) {
    var points = new ArrayList<SweepPoint>();
    for (var policy : policies) {
      for (var ttl : ttls) {
        for (var capacity : capacities()) {
          for (double budget : BUDGETS) {
            var setting = new Setting(ttl.toMillis(), budget, capacity, burst, zone);
            var result = bench.run(policy, setting, Bench.UNHEARD, done -> {});
            points.add(new SweepPoint(policy.label(), setting, result.figures()));
          }
        }
      }
    }
    return points;
  }

  private List<OptionalInt> capacities() {
    var limited = IntStream.of(CAPACITY_PERCENTS)
        .map(percent -> (int) Math.max(1, (long) bench.trace().items() * percent / 100))
        .distinct()
        .mapToObj(OptionalInt::of);
    return Stream.concat(Stream.of(OptionalInt.empty()), limited).toList();
  }
}
