package io.cachewarmer.replay.report;

import io.cachewarmer.replay.trace.Trace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Hit ratios by day of the calendar; days without an access are left out. */
final class DayCurve {

  /**
   * @param policy the share of hits under the policy, {@code lru} on demand with unlimited memory
   */
  record Day(LocalDate date, double policy, double lru) {}

  private DayCurve() {}

  static List<Day> of(Trace trace, ZoneId zone, BitSet policy, BitSet lru) {
    var days = new ArrayList<Day>();
    int start = 0;
    while (start < trace.size()) {
      var date = dateAt(trace, start, zone);
      long midnight = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
      int end = start + 1;
      while (end < trace.size() && trace.timeAt(end) < midnight) {
        end++;
      }
      days.add(new Day(date, share(policy, start, end), share(lru, start, end)));
      start = end;
    }
    return days;
  }

  static LocalDate dateAt(Trace trace, int index, ZoneId zone) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(trace.timeAt(index)), zone);
  }

  private static double share(BitSet hits, int start, int end) {
    return (double) hits.get(start, end).cardinality() / (end - start);
  }
}
