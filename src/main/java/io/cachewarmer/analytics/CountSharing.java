package io.cachewarmer.analytics;

import io.cachewarmer.archive.SharedCounts;
import io.cachewarmer.archive.SharedCounts.Own;
import io.cachewarmer.archive.Sharing;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.popularity.Elsewhere;
import io.cachewarmer.popularity.KeyCount;
import io.cachewarmer.popularity.Tallies;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes about once a second what was counted here, key by key as it stands then. Beside the
 * acknowledged path. Which keys have changed is all that waits: while the store is away nothing piles up, and
 * nothing is lost. Of one context.
 *
 * <p>The timer runs only while something waits, so that an idle node does not wake up for this.
 */
final class CountSharing {

  private static final Logger LOG = LoggerFactory.getLogger(CountSharing.class);
  private static final long GATHER_MILLIS = 1_000;
  private static final int MOST_AT_ONCE = 1_000;
  // Questions have a table of their own beside that of the items.
  private static final int MOST_QUESTIONS = 2_000;

  private final Vertx vertx;
  private final SharedCounts shared;
  private final Tallies tallies;
  private final int mostChanged;
  private final SharingMetrics metrics;
  private final CountHearing hearing;
  private final Set<String> changed = new LinkedHashSet<>();
  private String node = "";
  private Future<Void> sending = Future.succeededFuture();
  private boolean forgetting;
  private boolean scheduled;
  private boolean stopped;

  CountSharing(
      Vertx vertx,
      Sharing sharing,
      Clock clock,
      Config.Analytics config,
      Tallies tallies,
      Elsewhere elsewhere,
      Telemetry telemetry) {
    this.vertx = vertx;
    this.shared = sharing.counts();
    this.tallies = tallies;
    mostChanged = config.maxPatterns() + MOST_QUESTIONS;
    metrics = new SharingMetrics(clock, telemetry, sharing.lag());
    hearing = new CountHearing(vertx, shared, clock, config.retention(), elsewhere, metrics);
  }

  /** What was learned in an earlier life is back; nothing is told before. */
  void begin(String name) {
    node = name;
    if (shared.isShared()) {
      // It may have been made to forget when the store was away, and ended since.
      forgetting = tallies.accesses() == 0;
      metrics.begin();
      schedule();
      hearing.begin(name, this::beat);
    }
  }

  void add(String key) {
    if (node.isEmpty() || !shared.isShared() || isBeyondRoom(key)) {
      return;
    }
    if (changed.isEmpty()) {
      metrics.untold();
    }
    changed.add(key);
    schedule();
  }

  /** Tells what waits, after what is under way; succeeds also when the store is away. */
  Future<Void> flush() {
    sending = sending.transform(before -> tell());
    return sending;
  }

  Future<Void> stop() {
    hearing.stop();
    stopped = true;
    return node.isEmpty() ? Future.succeededFuture() : flush();
  }

  /** This node has forgotten everything; what others know of it goes as soon as the store is there. */
  void clear() {
    changed.clear();
    metrics.toldAll();
    if (!node.isEmpty() && shared.isShared()) {
      forgetting = true;
      metrics.untold();
      flush();
      schedule();
    }
  }

  /** Says that it is still there. */
  private void beat() {
    schedule();
  }

  /** All keys of the tables have room at once; what left them meanwhile is not told. */
  private boolean isBeyondRoom(String key) {
    if (changed.size() < mostChanged || changed.contains(key)) {
      return false;
    }
    if (tallies.of(key).isEmpty()) {
      return true;
    }
    changed.removeIf(other -> tallies.of(other).isEmpty());
    return changed.size() >= mostChanged;
  }

  private void schedule() {
    if (!scheduled && !stopped) {
      scheduled = true;
      vertx.setTimer(GATHER_MILLIS, timer -> flush().onComplete(sent -> {
        scheduled = false;
        if (forgetting || !changed.isEmpty()) {
          schedule();
        }
      }));
    }
  }

  private Future<Void> tell() {
    var batch = new LinkedHashSet<String>();
    var keys = changed.iterator();
    while (keys.hasNext() && batch.size() < MOST_AT_ONCE) {
      batch.add(keys.next());
      keys.remove();
    }
    return forgotten()
        .compose(start -> shared.tell(own(batch)))
        .compose(whole -> {
          metrics.told();
          if (!whole) {
            tallies.keys().filter(key -> !batch.contains(key)).forEach(changed::add);
          }
          if (changed.isEmpty()) {
            if (!forgetting) {
              metrics.toldAll();
            }
            return Future.<Void>succeededFuture();
          }
          return tell();
        })
        .recover(cause -> {
          metrics.failed();
          LOG.atDebug().setCause(cause).log("Counts wait for the next try to tell them");
          changed.addAll(batch);
          return Future.succeededFuture();
        });
  }

  private Future<Void> forgotten() {
    return forgetting
        ? shared.forget(node).onSuccess(done -> forgetting = false)
        : Future.succeededFuture();
  }

  private Own own(Set<String> batch) {
    var counts = new ArrayList<KeyCount>(batch.size() + 1);
    batch.forEach(key -> tallies.of(key).ifPresent(counts::add));
    if (!batch.isEmpty()) {
      counts.add(tallies.store());
    }
    return new Own(node, tallies.accesses(), tallies.firstAccessMillis(), counts);
  }
}
