package io.cachewarmer.replay.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Tables for people. */
final class Tables {

  private Tables() {}

  static String results(List<Result> results) {
    Result first = results.get(0);
    var table = new Aligned();
    table.row(List.of(
        "policy",
        "hits",
        "captured",
        "warms/access",
        "loads/access",
        "precision",
        "stale",
        "accesses/s",
        "peak heap"));
    for (Result result : results) {
      var figures = result.figures();
      table.row(List.of(
          result.policy(),
          Numbers.percent(figures.hitRatio()),
          Numbers.percent(figures.capture()),
          String.format(Locale.ROOT, "%.4f", figures.warmsPerAccess()),
          String.format(Locale.ROOT, "%.4f", figures.upstreamPerAccess()),
          Numbers.percent(figures.precision()),
          Long.toString(result.outcome().staleServed()),
          String.format(Locale.ROOT, "%,d", Math.round(result.accessesPerSecond())),
          (result.peakHeapBytes() >> 20) + " MB"));
    }
    var heading = String.format(
        Locale.ROOT,
        """
        %s: %,d accesses, of which %,d count; TTL %s, budget %s warms per access, %s
        On demand with unlimited memory %s, bound at this budget %s

        """,
        first.trace(),
        first.accesses(),
        first.outcome().evaluated(),
        Numbers.duration(first.setting().ttlMillis()),
        first.setting().budget(),
        memory(first.setting().capacity()),
        Numbers.percent(first.figures().lruHitRatio()),
        Numbers.percent(first.figures().boundHitRatio()));
    return heading + table.text();
  }

  /** Hit ratios: a line for each policy, TTL and memory, a column for each budget. */
  static String sweep(List<SweepPoint> points) {
    var budgets = points.stream().map(p -> p.setting().budget()).distinct().toList();
    var lines = new LinkedHashMap<List<String>, List<String>>();
    for (SweepPoint point : points) {
      var setting = point.setting();
      var key = List.of(
          point.policy(),
          Numbers.duration(setting.ttlMillis()),
          memory(setting.capacity()),
          Numbers.percent(point.figures().lruHitRatio()));
      lines
          .computeIfAbsent(key, k -> new ArrayList<>(k))
          .add(Numbers.percent(point.figures().hitRatio()));
    }
    var table = new Aligned();
    var header = new ArrayList<>(List.of("policy", "TTL", "memory", "on demand"));
    budgets.forEach(budget -> header.add("W " + budget));
    table.row(header);
    lines.values().forEach(table::row);
    return table.text();
  }

  private static String memory(OptionalInt capacity) {
    return capacity.isEmpty()
        ? "unlimited memory"
        : String.format(Locale.ROOT, "%,d entries", capacity.getAsInt());
  }
}
