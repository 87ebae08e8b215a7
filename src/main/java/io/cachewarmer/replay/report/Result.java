package io.cachewarmer.replay.report;

import io.cachewarmer.replay.measure.Figures;
import io.cachewarmer.replay.measure.Outcome;
import io.cachewarmer.replay.policy.Reliability;
import io.cachewarmer.replay.policy.Setting;
import java.util.LinkedHashMap;
import java.util.Map;

/** The replay of a trace with a policy, as it is reported. */
public record Result(
    String trace,
    String policy,
    int accesses,
    Setting setting,
    Outcome outcome,
    Figures figures,
    double accessesPerSecond,
    long peakHeapBytes) {

  /** Names and values, in the order of the report. */
  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("trace", trace);
    members.put("accesses", accesses);
    members.put("evaluated", outcome.evaluated());
    members.put("ttlMillis", setting.ttlMillis());
    members.put("budget", setting.budget());
    members.put("hitRatio", figures.hitRatio());
    members.put("staleServed", outcome.staleServed());
    members.put("warmsPerAccess", figures.warmsPerAccess());
    members.put("upstreamPerAccess", figures.upstreamPerAccess());
    members.put("precision", figures.precision());
    members.put("lruHitRatio", figures.lruHitRatio());
    members.put("boundHitRatio", figures.boundHitRatio());
    members.put("capture", figures.capture());
    members.put("accessesPerSecond", Math.round(accessesPerSecond));
    members.put("peakHeapBytes", peakHeapBytes);
    members.put("policy", policy);
    setting.capacity().ifPresent(n -> members.put("capacity", n));
    if (!outcome.reliability().isEmpty()) {
      members.put(
          "reliability", outcome.reliability().stream().map(Result::members).toList());
    }
    return members;
  }

  private static Map<String, Object> members(Reliability row) {
    var members = new LinkedHashMap<String, Object>();
    members.put("predicted", row.predicted());
    members.put("observed", row.observed());
    members.put("count", row.count());
    return members;
  }
}
