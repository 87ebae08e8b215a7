package io.cachewarmer.foresight;

import io.cachewarmer.forecast.State;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Up to where was learned from each other node; kept with what was learned, so that after a restart nothing is
 * learned twice and nothing left out. Bounded; the node that was heard least lately is left out. Not thread-safe.
 */
final class Positions {

  static final int MOST = 64;

  private final Map<String, String> byNode = new LinkedHashMap<>(16, .75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > MOST;
    }
  };

  void put(String node, String position) {
    byNode.put(node, position);
  }

  Map<String, String> byNode() {
    return Map.copyOf(byNode);
  }

  /** Of a node that has always been alone nothing is written. */
  void state(State state) {
    if (byNode.isEmpty() && !state.restores()) {
      return;
    }
    int kept = state.whole(byNode.size());
    if (state.restores()) {
      byNode.clear();
      for (int i = 0; i < Math.min(kept, MOST); i++) {
        byNode.put(state.text(""), state.text(""));
      }
    } else {
      byNode.forEach((node, position) -> {
        state.text(node);
        state.text(position);
      });
    }
  }
}
