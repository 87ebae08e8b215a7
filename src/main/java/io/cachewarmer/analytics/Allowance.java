package io.cachewarmer.analytics;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.clock.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much the learner may be given. Learning an event takes longer than recording it and must not take the
 * processors from it: so much a second, and a burst. What is beyond is thinned by whole sessions, because half
 * a session teaches what goes with what wrongly. Not thread-safe.
 */
final class Allowance {

  static final int MOST_OUTSTANDING = 50_000;

  private static final double EVENTS_PER_SECOND = 5_000;
  /** A share of the events that is kept of a flood, as a power of two. */
  private static final int SHARE_BITS = 6;

  private static final int SPREAD = 0x9E3779B9;
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Clock clock;
  private double left = MOST_OUTSTANDING;
  private long seenTicks;

  Allowance(Clock clock) {
    this.clock = clock;
    seenTicks = clock.ticks();
  }

  /** @param outstanding events that were given and are not yet learned */
  List<AccessEvent> of(List<AccessEvent> events, long outstanding) {
    long ticks = clock.ticks();
    left = Math.min(MOST_OUTSTANDING, left + (ticks - seenTicks) / SECOND * EVENTS_PER_SECOND);
    seenTicks = ticks;
    if (outstanding + events.size() > 2 * MOST_OUTSTANDING) {
      return List.of();
    }
    var given = left >= events.size() && outstanding + events.size() <= MOST_OUTSTANDING
        ? events
        : events.stream().filter(Allowance::isOfTheShare).toList();
    left -= given.size();
    return given;
  }

  private static boolean isOfTheShare(AccessEvent event) {
    return (name(event).hashCode() * SPREAD) >>> (Integer.SIZE - SHARE_BITS) == 0;
  }

  private static String name(AccessEvent event) {
    if (!event.sessionId().isEmpty()) {
      return event.sessionId();
    }
    if (!event.userId().isEmpty()) {
      return event.userId();
    }
    if (event instanceof ItemAccess item) {
      return item.key();
    }
    return event instanceof PromptAccess asked ? asked.query() : "";
  }
}
