package io.cachewarmer.proxy;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.bus.Message.CountAccesses;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reports what was asked at the door, so that nobody need post it. While one batch is on its way the next
 * one gathers; nobody's answer waits for it, and beyond a bound the newest are dropped and counted.
 */
final class Diary {

  private static final int MOST_WAITING = 10_000;
  private static final int LONGEST = 16 << 10;
  private static final double LONGEST_MILLIS = 3_600_000;

  private final Vertx vertx;
  private final Clock clock;
  private final LongAdder dropped;
  private List<AccessEvent> waiting = new ArrayList<>();
  private boolean sending;

  Diary(Vertx vertx, Clock clock, LongAdder dropped) {
    this.vertx = vertx;
    this.clock = clock;
    this.dropped = dropped;
  }

  void note(String model, String question, double millis, boolean cached) {
    if (question.isEmpty() || model.isEmpty()) {
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      dropped.increment();
      return;
    }
    waiting.add(new PromptAccess(
        "",
        model,
        cut(question),
        clock.millis(),
        Math.min(LONGEST_MILLIS, Math.max(0, millis)),
        cached,
        "",
        "",
        ""));
    send();
  }

  /** As many bytes of UTF-8 as a posted question may have; never half a character. */
  static String cut(String question) {
    if (question.length() <= LONGEST / 4) {
      return question;
    }
    byte[] bytes = question.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST) {
      return question;
    }
    int end = LONGEST;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private void send() {
    if (sending || waiting.isEmpty()) {
      return;
    }
    sending = true;
    // A turn later, so that what comes together goes together.
    vertx.runOnContext(turn -> {
      var batch = List.copyOf(waiting);
      waiting = new ArrayList<>();
      Topics.RECORD
          .request(vertx.eventBus(), new CountAccesses(batch))
          .onFailure(lost -> dropped.add(batch.size()))
          .onComplete(kept -> {
            sending = false;
            send();
          });
    });
  }
}
