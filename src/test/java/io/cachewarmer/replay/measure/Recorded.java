package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.policy.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decisions kept as they come; an eviction by a miss has no item. */
final class Recorded implements Decisions {

  record Row(long atMillis, String item, String evicted) {}

  final List<Row> rows = new ArrayList<>();

  @Override
  public void warm(String item, long atMillis, Optional<String> evicted) {
    rows.add(new Row(atMillis, item, evicted.orElse("")));
  }

  @Override
  public void evict(String item, long atMillis) {
    rows.add(new Row(atMillis, "", item));
  }
}
