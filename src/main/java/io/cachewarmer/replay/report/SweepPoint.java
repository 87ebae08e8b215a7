package io.cachewarmer.replay.report;

import io.cachewarmer.replay.measure.Figures;
import io.cachewarmer.replay.policy.Setting;
import java.util.LinkedHashMap;
import java.util.Map;

/** One setting of a sweep and what came of it. */
public record SweepPoint(String policy, Setting setting, Figures figures) {

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("policy", policy);
    members.put("ttlMillis", setting.ttlMillis());
    members.put("budget", setting.budget());
    members.put("hitRatio", figures.hitRatio());
    members.put("warmsPerAccess", figures.warmsPerAccess());
    members.put("lruHitRatio", figures.lruHitRatio());
    members.put("boundHitRatio", figures.boundHitRatio());
    members.put("capture", figures.capture());
    setting.capacity().ifPresent(n -> members.put("capacity", n));
    return members;
  }
}
