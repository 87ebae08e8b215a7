package io.cachewarmer.replay.policy;

import java.util.LinkedHashMap;

/** LRU: what has not been asked for longest leaves. */
final class LeastRecent implements EvictionOrder {

  private final LinkedHashMap<String, Boolean> held = new LinkedHashMap<>(16, 0.75f, true);

  @Override
  public void accessed(String item) {
    held.put(item, Boolean.TRUE);
  }

  @Override
  public void removed(String item) {
    held.remove(item);
  }

  @Override
  public String victim() {
    return held.keySet().iterator().next();
  }
}
