package io.cachewarmer.analytics;

import io.cachewarmer.archive.SharedCounts;
import io.cachewarmer.archive.SharedCounts.Others;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.popularity.Elsewhere;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks about once a second what other nodes counted; while there are none, seldom. While the store is away what was
 * heard stays, and decays. Of one context.
 */
final class CountHearing {

  private static final Logger LOG = LoggerFactory.getLogger(CountHearing.class);
  private static final long AMONG_OTHERS_MILLIS = 1_000;
  private static final long ALONE_MILLIS = 5_000;
  private static final long BEAT_MILLIS = 60_000;

  private final Vertx vertx;
  private final SharedCounts shared;
  private final Clock clock;
  private final long retentionMillis;
  private final Elsewhere elsewhere;
  private final SharingMetrics metrics;
  private Set<String> known = Set.of();
  private long beatTicks;
  private boolean stopped;

  CountHearing(
      Vertx vertx,
      SharedCounts shared,
      Clock clock,
      Duration retention,
      Elsewhere elsewhere,
      SharingMetrics metrics) {
    this.vertx = vertx;
    this.shared = shared;
    this.clock = clock;
    this.retentionMillis = retention.toMillis();
    this.elsewhere = elsewhere;
    this.metrics = metrics;
  }

  /** @param beat called about once a minute, so that others see that this node lives */
  void begin(String node, Runnable beat) {
    beatTicks = clock.ticks();
    ask(node, beat);
  }

  void stop() {
    stopped = true;
  }

  private void ask(String node, Runnable beat) {
    if (stopped) {
      return;
    }
    shared
        .hear(node)
        .onSuccess(this::take)
        .onFailure(cause -> {
          metrics.failed();
          LOG.atDebug().setCause(cause).log("Other nodes' counts cannot be heard now");
        })
        .onComplete(heard -> {
          if (clock.ticks() - beatTicks >= Duration.ofMillis(BEAT_MILLIS).toNanos()) {
            beatTicks = clock.ticks();
            elsewhere.expire(clock.millis() - retentionMillis);
            beat.run();
          }
          boolean more = heard.succeeded() && heard.result().more();
          long pause = more ? 1 : known.isEmpty() ? ALONE_MILLIS : AMONG_OTHERS_MILLIS;
          vertx.setTimer(pause, timer -> ask(node, beat));
        });
  }

  private void take(Others others) {
    known.stream().filter(node -> !others.present().contains(node)).forEach(elsewhere::forget);
    known = others.present();
    for (var other : others.changed()) {
      if (other.anew()) {
        elsewhere.forget(other.node());
      }
      elsewhere.put(other.node(), other.firstAccessMillis(), other.counts());
    }
    metrics.heard(others.changed().size(), elsewhere, !others.more());
  }
}
