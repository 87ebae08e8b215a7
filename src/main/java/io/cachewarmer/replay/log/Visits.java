package io.cachewarmer.replay.log;

import java.util.HashMap;
import java.util.Map;

/** Divides what a visitor asks for into sessions: a pause of half an hour begins another one. */
final class Visits {

  private static final long PAUSE_MILLIS = 30 * 60_000L;

  private record Visit(long number, long lastMillis) {}

  private final Map<String, Visit> visits = new HashMap<>();

  /** The session of an access; accesses come in order of time. A visitor unknown has none. */
  String session(String visitor, long atMillis) {
    if (visitor.isEmpty()) {
      return "";
    }
    Visit last = visits.get(visitor);
    long number = last == null ? 1 : last.number();
    if (last != null && atMillis - last.lastMillis() >= PAUSE_MILLIS) {
      number++;
    }
    visits.put(visitor, new Visit(number, atMillis));
    return visitor + "#" + number;
  }
}
