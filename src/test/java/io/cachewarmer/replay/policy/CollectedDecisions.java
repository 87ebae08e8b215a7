package io.cachewarmer.replay.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decisions as words, in the order in which they come. */
final class CollectedDecisions implements Decisions {

  final List<String> words = new ArrayList<>();

  @Override
  public void warm(String item, long atMillis, Optional<String> evicted) {
    words.add(
        atMillis + " warm " + item + evicted.map(victim -> " for " + victim).orElse(""));
  }

  @Override
  public void evict(String item, long atMillis) {
    words.add(atMillis + " evict " + item);
  }
}
