package io.cachewarmer.replay.policy;

import java.util.LinkedHashSet;

/** First in, first out: what has been held for longest leaves, however often it is read. */
final class OldestFirst implements EvictionOrder {

  private final LinkedHashSet<String> held = new LinkedHashSet<>();

  @Override
  public void accessed(String item) {
    held.add(item);
  }

  @Override
  public void removed(String item) {
    held.remove(item);
  }

  @Override
  public String victim() {
    return held.iterator().next();
  }
}
