package io.cachewarmer.access;

import java.util.List;

/**
 * One request for an item.
 *
 * @param key the item's id, 1 to 256 bytes of UTF-8
 * @param loadMillis how long the agent waited for it, 0 to 3,600,000
 * @param hit whether a cache answered
 * @param category as told by the agent; empty when not given
 * @param related keys that the agent says go with this one, at most 32
 * @param bytes size of the value as told; 0 when not given
 */
public record ItemAccess(
    String id,
    String key,
    long atMillis,
    double loadMillis,
    boolean hit,
    String category,
    List<String> related,
    int bytes,
    String userId,
    String sessionId)
    implements AccessEvent {

  public ItemAccess {
    related = List.copyOf(related);
  }
}
