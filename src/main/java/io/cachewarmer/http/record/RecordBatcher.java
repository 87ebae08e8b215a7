package io.cachewarmer.http.record;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.bus.Message.CountAccesses;
import io.cachewarmer.bus.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Natural batching: while one batch is being committed the next one gathers, and it leaves when the
 * first has returned. No timers; batches grow with the load by themselves. Every waiter hears what
 * became of its events. Belongs to one event loop.
 */
public final class RecordBatcher {

  static final int MOST_EVENTS = 10_000;
  static final long MOST_BYTES = 16L << 20;
  // What an event without a posted body is taken to weigh.
  private static final long EVENT_BYTES = 512;

  private static final Logger LOG = LoggerFactory.getLogger(RecordBatcher.class);

  /** Who hears, on the event loop, that its events are kept, or why they are not. */
  interface Waiter {
    void kept();

    void refused(Throwable cause);
  }

  private final Vertx vertx;
  private final AtomicInteger waitingEvents;
  private List<AccessEvent> events = new ArrayList<>();
  private List<Waiter> waiters = new ArrayList<>();
  private long bytes;
  private boolean away;
  private @Nullable Promise<Void> idle;

  /**
   * @param waitingEvents shows the number of gathered events to other threads
   */
  public RecordBatcher(Vertx vertx, AtomicInteger waitingEvents) {
    this.vertx = vertx;
    this.waitingEvents = waitingEvents;
  }

  /** Takes the events in, or tells that too many are waiting: then none of them is taken. */
  boolean add(List<AccessEvent> more, long size, Waiter waiter) {
    if (events.size() + more.size() > MOST_EVENTS || bytes + size > MOST_BYTES) {
      return false;
    }
    events.addAll(more);
    waiters.add(waiter);
    bytes += size;
    if (away) {
      waitingEvents.addAndGet(more.size());
    } else {
      send(0);
    }
    return true;
  }

  /** Takes in an event that nobody waits for; whether there was room. */
  public boolean add(AccessEvent event, Runnable kept, Runnable refused) {
    var teller = new Waiter() {
      @Override
      public void kept() {
        kept.run();
      }

      @Override
      public void refused(Throwable cause) {
        refused.run();
      }
    };
    return add(List.of(event), EVENT_BYTES, teller);
  }

  /** Completes when nothing is waiting and nothing is under way. */
  public Future<Void> flushed() {
    if (!away) {
      return Future.succeededFuture();
    }
    if (idle == null) {
      idle = Promise.promise();
    }
    return idle.future();
  }

  private void send(int counted) {
    var batch = events;
    var asking = waiters;
    waitingEvents.addAndGet(-counted);
    events = new ArrayList<>();
    waiters = new ArrayList<>();
    bytes = 0;
    away = true;
    Topics.RECORD.request(vertx.eventBus(), new CountAccesses(batch)).onComplete(done -> {
      if (done.failed()) {
        // The cause is logged where it arose; here only what it meant for the senders.
        LOG.atWarn()
            .addKeyValue("events", batch.size())
            .addKeyValue("cause", String.valueOf(done.cause().getMessage()))
            .log("A batch of events was not kept; its senders were told.");
      }
      next();
      for (var waiter : asking) {
        if (done.succeeded()) {
          waiter.kept();
        } else {
          waiter.refused(done.cause());
        }
      }
    });
  }

  // The next batch leaves before this one's senders are answered: the store is never left waiting.
  private void next() {
    if (!events.isEmpty()) {
      send(events.size());
      return;
    }
    away = false;
    if (idle != null) {
      idle.complete();
      idle = null;
    }
  }
}
