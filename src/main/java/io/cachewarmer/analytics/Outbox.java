package io.cachewarmer.analytics;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.archive.AccessExchange.Entry;
import io.cachewarmer.archive.AccessExchange.Fresh;
import io.cachewarmer.bus.SharedMessage.Spent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What is to be told, in numbered entries. While the others cannot be reached entries wait; of too many the eldest is
 * dropped, and the others see by the numbers how much they missed. Of one thread.
 */
final class Outbox {

  static final int MOST_WAITING = 64;

  private final long process;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private List<ItemAccess> gathered = new ArrayList<>();
  private List<Fresh> fresh = new ArrayList<>();
  private int accesses;
  private Spent told = new Spent(0, 0);
  private long entries;
  private long events;
  private long dropped;

  Outbox(long process) {
    this.process = process;
  }

  void add(List<ItemAccess> more) {
    for (var one : more) {
      if (gathered.size() == AccessExchange.MOST_EVENTS) {
        cut(told);
      }
      gathered.add(one);
    }
  }

  void warmed(List<Fresh> more) {
    for (var one : more) {
      if (fresh.size() == AccessExchange.MOST_EVENTS) {
        cut(told);
      }
      fresh.add(one);
    }
  }

  void counted(int more) {
    accesses += more;
  }

  /** Makes an entry of what has gathered. */
  void cut(Spent spent) {
    var entry = new Entry(
        process,
        ++entries,
        events,
        accesses,
        (int) Math.min(Integer.MAX_VALUE, spent.byCycles() - told.byCycles()),
        (int) Math.min(Integer.MAX_VALUE, spent.atEvents() - told.atEvents()),
        fresh,
        gathered);
    events += gathered.size();
    gathered = new ArrayList<>();
    fresh = new ArrayList<>();
    accesses = 0;
    told = spent;
    waiting.add(entry);
    if (waiting.size() > MOST_WAITING) {
      dropped += waiting.remove().events().size();
    }
  }

  boolean hasGathered(Spent spent) {
    return !gathered.isEmpty() || !fresh.isEmpty() || accesses > 0 || !spent.equals(told);
  }

  Optional<Entry> next() {
    return Optional.ofNullable(waiting.peek());
  }

  /** The others can read it; unless it was dropped meanwhile. */
  void told(Entry entry) {
    waiting.remove(entry);
  }

  long dropped() {
    return dropped;
  }
}
