package io.cachewarmer.foresight;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Demand for tests: of a shop that sells the same things every morning, and of one without any order. */
public final class Shop {

  /** A Monday, midnight UTC. */
  public static final long MONDAY = 1_764_547_200_000L;

  public static final long HOUR = Duration.ofHours(1).toMillis();
  public static final long DAY = 24 * HOUR;

  private Shop() {}

  /** Twelve items, each asked for twice about ten, on so many days from Monday on. */
  public static List<AccessEvent> mornings(int days) {
    var events = new ArrayList<AccessEvent>();
    for (int day = 0; day < days; day++) {
      for (int i = 0; i < 24; i++) {
        long at = MONDAY + day * DAY + 9 * HOUR + HOUR / 2 + i * 120_000L;
        events.add(item("item-" + i % 12, at, "", ""));
      }
    }
    return events;
  }

  public static List<AccessEvent> anything(int count, long seed) {
    var random = new SplittableRandom(seed);
    var events = new ArrayList<AccessEvent>();
    long at = MONDAY;
    for (int i = 0; i < count; i++) {
      at += random.nextLong(300_000);
      var user = random.nextInt(3) == 0 ? "" : "user-" + random.nextInt(20);
      var session = random.nextInt(3) == 0 ? "" : "session-" + i / 5;
      events.add(
          random.nextInt(20) == 0
              ? new PromptAccess("", "llama", "q" + i % 7, at, 250, false, "", user, session)
              : item("item-" + random.nextInt(1 + random.nextInt(300)), at, user, session));
    }
    return events;
  }

  public static ItemAccess item(String key, long at, String user, String session) {
    return new ItemAccess("", key, at, 120, false, "dairy", List.of(), 0, user, session);
  }

  public static long end(List<AccessEvent> events) {
    return events.get(events.size() - 1).atMillis();
  }
}
