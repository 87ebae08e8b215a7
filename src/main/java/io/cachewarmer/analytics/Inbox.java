package io.cachewarmer.analytics;

import io.cachewarmer.archive.AccessExchange.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries of other nodes came before: one that was told twice, because a reply was lost, is taken once, and
 * gaps in the numbers are what fell out of a log before it was read. Bounded in nodes. Of one thread.
 */
final class Inbox {

  private static final int MOST_NODES = 64;

  /** @param events told by that process up to here */
  private record Last(long process, long number, long events) {}

  private final Map<String, Last> lasts = new LinkedHashMap<>(16, .75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
      return size() > MOST_NODES;
    }
  };
  private long missed;

  /** Whether it is to be taken. */
  boolean take(String node, Entry entry) {
    if (entry.equals(Entry.UNREADABLE)) {
      return false;
    }
    var last =
        Optional.ofNullable(lasts.get(node)).filter(before -> before.process() == entry.process());
    if (last.filter(before -> entry.number() <= before.number()).isPresent()) {
      return false;
    }
    missed +=
        last.map(before -> Math.max(0, entry.eventsBefore() - before.events())).orElse(0L);
    long events = entry.eventsBefore() + entry.events().size();
    lasts.put(node, new Last(entry.process(), entry.number(), events));
    return true;
  }

  /** Events that others told and this node never saw. */
  long missed() {
    return missed;
  }
}
