package io.cachewarmer.cluster;

import io.cachewarmer.bus.ClusterMessage.Invalidate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which message of each node was the last, so that one that is missing is noticed with the next. Belongs to
 * one event loop.
 */
final class Senders {

  private static final int MOST = 200;

  private final Map<String, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> longestSilent) {
      return size() > MOST;
    }
  };

  /** Whether something that this sender deleted may not have been heard here. */
  boolean hasMissed(Invalidate message) {
    var before = last.put(message.sender(), message.sequence());
    boolean tells = message.everything() || !message.keys().isEmpty();
    // Of one that is new here nothing is known, be it that it has only just begun.
    return before == null
        ? message.sequence() > (tells ? 1 : 0)
        : message.sequence() != before && message.sequence() != before + (tells ? 1 : 0);
  }
}
