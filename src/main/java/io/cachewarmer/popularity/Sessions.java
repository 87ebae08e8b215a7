package io.cachewarmer.popularity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Which items are asked for together: the last items of each live session. Bounded in sessions, the
 * longest idle one leaving first, and in items of each. Of one thread.
 */
final class Sessions {

  private static final int ITEMS = 20;
  private static final long IDLE = 600_000;

  private final Map<String, Session> live;

  Sessions(int bound) {
    live = new LinkedHashMap<>(16, .75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
        return size() > bound;
      }
    };
  }

  /** Tells each other item of that session, once for each item that is new to it. */
  void visit(String name, Pattern item, long atMillis, BiConsumer<Pattern, Pattern> together) {
    var session = live.computeIfAbsent(name, unknown -> new Session());
    if (atMillis - session.lastMillis > IDLE) {
      session.forget();
    }
    session.lastMillis = Math.max(session.lastMillis, atMillis);
    dropOneIdle(session.lastMillis);
    if (session.holds(item)) {
      return;
    }
    for (int i = 0; i < session.size; i++) {
      var other = session.items[i];
      if (other.alive) {
        together.accept(other, item);
      }
    }
    session.add(item);
  }

  int size() {
    return live.size();
  }

  void clear() {
    live.clear();
  }

  private void dropOneIdle(long nowMillis) {
    var eldest = live.values().iterator();
    if (nowMillis - eldest.next().lastMillis > IDLE) {
      eldest.remove();
    }
  }

  private static final class Session {
    private static final Pattern[] NOTHING = {};

    Pattern[] items = NOTHING;
    int size;
    long lastMillis;
    private int oldest;

    boolean holds(Pattern item) {
      for (int i = 0; i < size; i++) {
        if (items[i] == item) {
          return true;
        }
      }
      return false;
    }

    void add(Pattern item) {
      if (size == ITEMS) {
        items[oldest] = item;
        oldest = (oldest + 1) % ITEMS;
        return;
      }
      if (size == items.length) {
        items = Arrays.copyOf(items, Math.min(ITEMS, Math.max(2, size * 2)));
      }
      items[size++] = item;
    }

    void forget() {
      items = NOTHING;
      size = 0;
      oldest = 0;
    }
  }
}
