package io.cachewarmer.warming;

import io.cachewarmer.forecast.Arm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What has become of a run's candidates so far. Of the reasons for failures the first 20 are kept. */
final class RunCounts {

  private static final int MOST_ERRORS = 20;

  private final Map<Arm, Integer> warmedBy = new EnumMap<>(Arm.class);
  private final List<String> errors = new ArrayList<>();
  private int warmed;
  private int failed;
  private int skipped;

  void warmed(Arm arm) {
    warmed++;
    warmedBy.merge(arm, 1, Integer::sum);
  }

  void failed(String key, WarmFailure why) {
    failed++;
    if (errors.size() < MOST_ERRORS) {
      errors.add(key + ": " + why.sentence());
    }
  }

  void skipped() {
    skipped++;
  }

  int warmed() {
    return warmed;
  }

  int failed() {
    return failed;
  }

  int skippedSoFar() {
    return skipped;
  }

  Map<Arm, Integer> warmedBy() {
    return Map.copyOf(warmedBy);
  }

  /** A sentence a failure, and how many more there were. */
  List<String> errors() {
    var told = new ArrayList<>(errors);
    if (failed > errors.size()) {
      told.add("and " + (failed - errors.size()) + " more");
    }
    return List.copyOf(told);
  }
}
